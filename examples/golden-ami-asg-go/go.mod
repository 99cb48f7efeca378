module golden-ami-asg

go 1.25
