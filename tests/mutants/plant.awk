# tests/mutants/plant.awk - writes a source with the faults of planted.txt in it: awk -v file=src/… -f plant.awk planted.txt SOURCE
# A line that is not there exactly once is an error: the table has fallen behind the source.
function trim(line) { gsub(/^[ \t]+|[ \t]+$/, "", line); return line }
NR == FNR {
	if (/^@ /) { number++; mine = $2 == file }
	else if (/^- / && mine) was[++lines] = trim(substr($0, 3))
	else if (/^\+ / && mine) { is[lines] = substr($0, 3); of[lines] = number; gsub(/MUTANT/, "mutant(" number ")", is[lines]) }
	next
}
/^#include/ && !included++ { print "#include \"base/mutant.h\"" }
{
	for (n in was)
		if (trim($0) == was[n]) { found[n]++; $0 = is[n]; break }
	print
}
END {
	for (n in was)
		if (found[n] != 1) {
			printf "planted.txt: fault %d: \"%s\" stands %d times in %s\n", of[n], was[n], found[n], file > "/dev/stderr"
			bad = 1
		}
	exit bad
}
