module private-network

go 1.25
