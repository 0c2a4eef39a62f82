"""stub"""
from dateline.records import *
def date_report(report, sentences, *, zones, codebook):
    return report.dating
