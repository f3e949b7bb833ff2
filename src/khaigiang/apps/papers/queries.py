from collections.abc import Collection, Mapping

from django.db.models import CharField, Count, F, Func, Q, Value

from khaigiang.apps.papers.models import Paper, PaperKind
from khaigiang.apps.papers.permissions import check_may_read
from khaigiang.core.states import PaperState
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import allowed


def papers_about(about: str, actor: Actor) -> list[Paper]:
    """The papers about a thing or a part of it (``class:3/unit:45``) that the actor may read, without their bytes."""
    papers = Paper.objects.filter(Q(about=about) | Q(about__startswith=f"{about}/")).defer("content").order_by("pk")
    return [paper for paper in papers if allowed(check_may_read, actor, paper)]


def drafts_about(things: Collection[str], kinds: Collection[PaperKind]) -> Mapping[str, int]:
    """How many papers of these kinds are drafts still, by the thing that they or a part of it are about; one query."""
    whole = Func(F("about"), Value("/"), Value(1), function="split_part", output_field=CharField())
    drafts = Paper.objects.filter(state=PaperState.DRAFT, kind__in=list(kinds)).annotate(whole=whole)
    found = drafts.filter(whole__in=list(things)).order_by().values_list("whole").annotate(papers=Count("pk"))
    return dict(found)
