"""veraPDF, the checker of PDF/A that archives use, run over files of ours."""
