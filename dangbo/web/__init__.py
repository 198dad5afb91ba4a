"""What `dangbo serve` answers: links of the mails, without login and without tracks."""
