"""What patients of a department are treated for with CAR T cells."""

from enum import StrEnum


class Indication(StrEnum):
    """Groups of diseases, as coarse as a visitor needs them to choose a host."""

    LARGE_B_CELL_LYMPHOMA = "large_b_cell_lymphoma"
    ACUTE_LYMPHOBLASTIC_LEUKAEMIA = "acute_lymphoblastic_leukaemia"
    MULTIPLE_MYELOMA = "multiple_myeloma"
    MANTLE_CELL_LYMPHOMA = "mantle_cell_lymphoma"
    FOLLICULAR_LYMPHOMA = "follicular_lymphoma"
    CHRONIC_LYMPHOCYTIC_LEUKAEMIA = "chronic_lymphocytic_leukaemia"
    AUTOIMMUNE_DISEASE = "autoimmune_disease"
