module seam/peers/go

go 1.25
