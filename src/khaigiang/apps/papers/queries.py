from django.db.models import Q

from khaigiang.apps.papers.models import Paper
from khaigiang.apps.papers.permissions import check_may_read
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import allowed


def papers_about(about: str, actor: Actor) -> list[Paper]:
    """The papers about a thing or a part of it (``class:3/unit:45``) that the actor may read, without their bytes."""
    papers = Paper.objects.filter(Q(about=about) | Q(about__startswith=f"{about}/")).defer("content").order_by("pk")
    return [paper for paper in papers if allowed(check_may_read, actor, paper)]
