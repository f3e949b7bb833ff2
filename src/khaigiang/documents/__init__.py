"""Documents: a dataclass in, bytes out. No database, no clock: the time written into a file is given as ``stamp``.

The same dataclass and the same stamp give the same bytes, so that an issued paper can be made again and compared.
The words inside a document are Vietnamese whatever language the reader's screen is in: they are the office's papers.
"""
