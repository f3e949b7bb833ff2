"""What the desk shows: the year's board, and for each role a home that says what there is to do now."""

from khaigiang.apps.desk.queries.board import Board, ClassCard, LineCard, board
from khaigiang.apps.desk.queries.homes import homes_of
from khaigiang.apps.desk.queries.person import WholeRecord, whole_record

__all__ = ["Board", "ClassCard", "LineCard", "WholeRecord", "board", "homes_of", "whole_record"]
