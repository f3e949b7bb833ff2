"""One way to close a zipped office file, so that the same content gives the same bytes."""

import datetime as dt
import io
import zipfile

EPOCH_OF_ZIP = 1980


def utc(stamp: dt.datetime) -> dt.datetime:
    """The stamp at UTC without its zone, to the second. Raises ValueError for a stamp without a zone."""
    if stamp.tzinfo is None:
        raise ValueError("a stamp needs its time zone, else the same moment would give different bytes")
    return stamp.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)


def sealed_zip(archive: bytes, stamp: dt.datetime) -> bytes:
    """The same archive with its members in a fixed order, all dated ``stamp`` and packed alike.

    ``[Content_Types].xml`` stays first, where readers of office files look for it.
    Raises ValueError for a stamp without a zone or before 1980, which a zip cannot hold.
    """
    moment = utc(stamp)
    if moment.year < EPOCH_OF_ZIP:
        raise ValueError(f"a zip file cannot be dated {moment}")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            member = zipfile.ZipInfo(name, date_time=moment.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            target.writestr(member, source.read(name), compresslevel=6)
    return out.getvalue()
