"""What several tests share: sample reports, readers of printed output, the corpus."""
