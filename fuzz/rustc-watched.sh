#!/bin/sh
# rustc-watched.sh RUSTC … - rustc with libFuzzer's coverage; cargo's RUSTC_WORKSPACE_WRAPPER, so that the peer's own code is
# watched and std is not: its 100,000 counters would cost more to look through than an input to run.
case " $* " in
*" --target "*) ;;
*) exec "$@" ;; # a build script, which runs here
esac
exec "$@" -Ccodegen-units=1 -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
	-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
	-Cllvm-args=-sanitizer-coverage-trace-compares
