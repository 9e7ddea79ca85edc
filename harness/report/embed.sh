#!/bin/sh
# embed.sh - the report's page, with its style and its scripts in it, as a C array on stdout.
set -eu
cd "$(dirname "$0")"

page() {
	while IFS= read -r line; do
		case $line in
		@STYLE@) cat report.css ;;
		@SCRIPT@) cat ./*.js ;;
		*) printf '%s\n' "$line" ;;
		esac
	done <report.html
}

echo '/* Made by harness/report/embed.sh. */'
echo 'extern const char report_template[];'
echo 'const char report_template[] = {'
# As characters of C, which are signed here and not there: octal escapes have no sign.
page | od -An -v -to1 | sed "s/ \([0-7]*\)/'\\\\\\1',/g"
echo '0 };'
