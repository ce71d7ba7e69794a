# tests/sum.awk - sums a log of meson test: prints "count PASSED FAILED SKIPPED" a test, and "bad NAME" where it failed.
# A test that did not come to its last line "NAME: N passed, N failed" has failed, whatever its status.
function finish() {
	if (name == "") return
	if (f == 0 && (!counted || result != "exit status 0")) f = 1
	print "count", p, f, s
	if (f > 0) print "bad", name
	name = ""
}
/^test: / && ruler { finish(); name = $NF; counted = p = f = s = 0; result = "" }
/^result: / && result == "" { sub(/^result: +/, ""); result = $0 }
/^[A-Za-z0-9_.-]+: [0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$/ {
	counted = 1; p = $2; f = $4; s = (NF > 5 ? $6 : 0)
}
{ ruler = /^=+ .* =+$/ }
END { finish() }
