"""Form 07, "Sổ theo dõi hồ sơ": dossiers accepted in a period; page, XLSX and PDF show the same entries."""
