# base/error_names.awk - the errors' names as people see them, out of errors.def: lower case, without ERR_.
/^E\(/ {
	split($0, part, /[(,]/)
	constant = part[2]
	name = tolower(constant)
	sub(/^err_/, "", name)
	printf "[%s] = \"%s\",\n", constant, name
}
