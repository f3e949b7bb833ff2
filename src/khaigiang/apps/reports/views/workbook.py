from django.http import HttpResponse

from khaigiang.documents import excel

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(book: excel.Book, file_name: str) -> HttpResponse:
    """The workbook as a file to keep."""
    disposition = f'attachment; filename="{file_name}"'
    return HttpResponse(excel.render(book), headers={"Content-Type": XLSX, "Content-Disposition": disposition})
