"""The analytical report of a school year: computed once, shown as a page, a paper, a workbook."""
