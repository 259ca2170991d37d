#!/usr/bin/env bash
# Runs the programs that kill the service, take its power, fill its disk and break
# it, as often as we promise to survive. Each prints what was acknowledged, stored,
# lost and duplicated, and fails where anything was lost or is there twice. The
# same tests with fewer rounds are in the gate. Takes some 25 minutes; SCALE=10 does a
# tenth of the rounds.
set -uo pipefail
: "${TAGS:=nomsgpack}" "${SCALE:=1}"

mkdir -p .cache
bin=$PWD/.cache/faults.test
go test -tags "$TAGS" -c -o "$bin" ./cmd/hailong || exit 1
cd cmd/hailong # where the tests of a package run

of() { echo $((($1 + SCALE - 1) / SCALE)); }
status=0
# run takes a name, a test and what to set, and prints what the test says of itself.
run() {
	local name=$1 test=$2 out
	shift 2
	if out=$(env "$@" HAILONG_TEST_REQUIRE=1 "$bin" -test.run "$test" -test.count 1 -test.timeout 60m -test.v 2>&1) &&
		! grep -qE '^ *--- SKIP' <<<"$out" && grep -q '^ *--- PASS' <<<"$out"; then
		echo "ok    $name"
		sed -nE 's/^ +[a-z_]+_test\.go:[0-9]+: /      /p' <<<"$out"
	else
		printf 'FAIL  %s\n%s\n' "$name" "$out"
		status=1
	fi
}

run killloop '^TestWhatWasAcknowledgedSurvivesKill9UnderLoad$/^embedded$' HAILONG_TEST_KILLS="$(of 100)" HAILONG_TEST_KILL_ACKS="$(of 50000)"
run firstboot '^TestAFirstStartKilledAtAnyInstantIsCompletedByTheNext$' HAILONG_TEST_FIRST_STARTS="$(of 200)"
run upgrade '^TestAnUpgradeKilledAtAnyInstantIsCompletedByTheNextStart$' HAILONG_TEST_UPGRADES="$(of 100)"
run powercut '^TestWhatWasAcknowledgedSurvivesAPowerCut$' HAILONG_TEST_POWER_CUTS="$(of 50)" HAILONG_TEST_POWER_SECONDS=8
run sigterm '^TestSIGTERMUnderLoadAnswersWhatWasAccepted$/^embedded$' HAILONG_TEST_STOPS="$(of 50)"
run fulldisk '^TestAFullDiskIsSaidClearlyAndHealsByItself$' HAILONG_TEST_FULL_DISKS="$(of 10)"
run diskerror '^TestAfterADiskErrorNothingIsAcknowledgedAndTheServiceEnds$' HAILONG_TEST_DISK_ERRORS="$(of 20)"
run crashloop '^TestAServiceThatCrashesAgainAndAgainIsNoWorseForIt$' HAILONG_TEST_CRASHES=20 HAILONG_TEST_CRASH_RESPONSES="$(of 100000)"
run twoprocs '^TestASecondServiceOnAFolderIsRefusedAndTheFirstUnharmed$'
run away '^TestWhileTheDatabaseIsAwayPeopleHearSoAndLoseNothing$'
run cutnetwork '^TestSheetsSentManyTimesThroughACuttingNetworkAreStoredOnce$' HAILONG_TEST_CUT_SHEETS="$(of 1000)"
run oneoftwo '^TestOneOfTwoInstancesKilledUnderLoadLosesNothing$' HAILONG_TEST_CLUSTER_KILLS="$(of 20)"
exit $status
