"""Registers of a period: asked for by first and last day, shown in pages, given as XLSX and PDF."""
