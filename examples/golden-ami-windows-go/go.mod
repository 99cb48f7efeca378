module golden-ami-windows

go 1.25
