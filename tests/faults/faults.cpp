// SPDX-License-Identifier: GPL-3.0-or-later

// Does to recordings, bundles and peers what disks, clocks and people do, many times, and says of
// each kind of fault how often the invariant held. Reference: tests/faults/run.

#include "models/dialect/interpreter.h"
#include "tests/faults/classes.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace faults {

const std::vector<FaultClass>& allClasses()
{
    // Where the seed is the number of a write or of an allocation, many are needed.
    static const std::vector<FaultClass> all{
        {"kill", "kill -9 at a random moment of recording",
         "it opens whole, with all that was acknowledged and nothing by half", 1000, 16, 90,
         killRecorder},
        {"power", "the power goes, unsynced writes are lost, torn and reordered",
         "all that was synced is there, in order and whole", 1000, 30, 90, cutPower},
        {"power-journal", "the same of a room's journal", "all that was said is there", 400, 20, 90,
         cutPowerOfJournal},
        {"disk", "the n-th write, read or sync fails or finds no room",
         "an error that names the file, nothing acknowledged is lost, it goes on", 2400, 60, 90,
         failDisk},
        {"disk-ring", "the same while a ring gives up what is oldest",
         "likewise, what is kept is whole, what went is counted, and the rest goes later", 1200, 60,
         90, failDiskOfRing},
        {"disk-journal", "the same of a room's journal",
         "what could not be kept is not said, what was said is there once, it goes on", 800, 60, 90,
         failDiskOfJournal},
        {"disk-beside",
         "the n-th write, sync or name fails of settings and layouts, the levers' journal, "
         "training, what-if, team and output",
         "the old or the new one as a whole, an error that names the file, what is told is synced",
         360, 216, 60, failDiskBeside},
        {"slow-disk", "a disk slower than what comes, full for a while",
         "senders are told to come again, all that was acknowledged is there", 60, 3, 120,
         slowDisk},
        {"full-bundle", "the disk is full while a bundle is made",
         "an error that names the file, and nothing is left", 300, 10, 90, fullBundle},
        {"beside", "the file is moved, removed, replaced, cut off or locked while it is open",
         "an error that names the file, and no acknowledgement of what is nowhere", 80, 8, 90,
         meddle},
        {"damage", "bytes of a recording are changed, missing or too many",
         "no crash, an error that names the file, and what can be read is salvaged", 600, 16, 90,
         damageRecording},
        {"damage-log", "the log of a recording that was left by a console is damaged",
         "whoever reads, records on or salvages is told what is cut off", 300, 12, 90, damageLog},
        {"damage-bundle", "the same of a bundle", "it is refused, and nothing of it is left", 400,
         10, 90, damageBundle},
        {"clock", "the clock jumps both ways, an hour or a second comes twice",
         "order, no negative durations, no alarm of it, each answer counts once", 100, 3, 120,
         jumpClock},
        {"peers", "a back end that is silent, half, endless or lying",
         "it ends in time, with words, and is not said to be well", 192, 24, 90, misbehaveAsPeer},
        {"peers-pull", "such a back end, while it is pulled from over and over",
         "each feed says what is wrong, goes on, and is not said to have come further", 192, 12,
         120, pullFromBadPeer},
        {"sync", "a bundle, or a control plane's document, is written",
         "on the disk before it is named", 40, 6, 60, nameFiles},
        {"lock", "a recording is opened to write by two", "the second is refused", 10, 3, 60,
         openTwice},
        {"growth", "eight times as much telemetry is read", "it takes eight times the allocations",
         20, 4, 60, readMore},
        {"escape", "a value that ends what it stands in is filled in", "it stays in its place", 40,
         8, 60, fillIn},
        {"memory", "the n-th allocation fails while something from outside is read",
         "no crash, nothing by half, and it goes on", 4000, 360, 90, runOutOfMemory},
        // One class a thread, so that each is known to have been reached.
        {"memory-write", "the n-th allocation of the writing thread fails",
         "503 or a receipt, all that was acknowledged is there, each answer counts once", 300, 12,
         120, starveWriter},
        {"memory-health", "the same of the health thread", "the same", 300, 12, 120, starveHealth},
        {"memory-decode", "the same of the decoding thread", "the same", 300, 12, 120,
         starveDecoder},
        {"memory-session", "the same of the thread of all clients", "the same", 300, 12, 120,
         starveSession},
        {"memory-sqlite", "the n-th allocation of SQLite fails, in whichever thread", "the same",
         300, 12, 120, starveSqlite},
        {"memory-lever", "the n-th allocation of a lever's plan or firing fails",
         "sent once or not, and told so; in effect only where it is; it goes on", 600, 60, 60,
         starveLever},
        {"memory-webhook", "the same of a webhook's thread",
         "all is sent, and told to be once it was", 300, 24, 90, starveWebhook},
        {"memory-pull", "the same of a pull's thread",
         "it ends, with words or with all that was to be had, once", 300, 24, 90, starvePull},
        {"memory-journal", "the same of the thread of a room's journals",
         "an error that names it, what was said is there once, and it goes on", 300, 24, 60,
         starveJournal},
        {"memory-probe", "the same of who asks a model",
         "an error or the whole answer, and it goes on", 300, 30, 60, starveProbe},
#ifdef PLUMBLINE_OWN_MALLOC
        {"memory-library",
         "zlib, zstd, simdjson, libarchive or libcurl gets no memory at its n-th ask",
         "told as that and not as a bad input, no request without what it was to have, it goes on",
         1600, 240, 60, starveLibrary},
#endif
    };
    return all;
}

namespace {

// Not part of a whole run but at its end: nothing can hold there. What finds nothing broken in one
// of them would not see that fault in the program either.
const std::vector<FaultClass>& seededClasses()
{
    static const std::vector<FaultClass> all{
        {"lying-disk", "the power goes, and the disk had lied of its syncs", "must be seen broken",
         60, 60, 60, cutPowerOfLyingDisk},
        {"seeded-sync", "a file gets its name, and no fsync() came before", "must be seen broken",
         10, 4, 60, nameFilesUnsynced},
        {"seeded-beside", "the same of what is written beside a recording", "must be seen broken",
         12, 6, 60, failDiskBesideUnsynced},
        {"seeded-lock", "a lock is not taken", "must be seen broken", 4, 2, 60, openTwiceUnlocked},
        {"seeded-growth", "a loop is quadratic", "must be seen broken", 4, 2, 60,
         readMoreQuadratically},
        {"seeded-catch", "a thread that calls out does not catch that memory ends",
         "must be seen broken", 6, 3, 60, starveWebhookUncaught},
#ifdef PLUMBLINE_OWN_MALLOC
        {"seeded-library", "nobody looks whether a library had memory", "must be seen broken", 20,
         12, 60, starveLibraryUnseen},
#endif
        {"seeded-escape", "a parameter is not escaped", "must be seen broken", 8, 4, 60,
         fillInUnescaped},
    };
    return all;
}

struct Asked
{
    std::vector<std::string> names;
    int trials = 0; // 0: what is usual of each
    std::uint64_t seed = 1;
    int jobs = 2;
    bool isFew = false;
    bool isSeeded = false;
    std::string scratch;
};

void print(const FaultClass& each, const Tally& tally)
{
    const double seconds = std::chrono::duration<double>(tally.took).count();
    const std::string idle =
        tally.idle > 0 ? "  " + std::to_string(tally.idle) + " with nothing at stake" : "";
    std::printf("%-16s %6d trials  %6d held  %4zu broken  %4d not reached%s  %6.1f s   %s: %s\n",
                each.name, tally.trials, tally.held, tally.broken.size(), tally.unreached,
                idle.c_str(), seconds, each.fault, each.invariant);
    for (const Tally::Broken& one : tally.broken)
        std::printf("    BROKEN  faults %s --seed %llu --trials 1: %s (left in %s)\n", each.name,
                    static_cast<unsigned long long>(one.seed), one.why.c_str(), one.folder.c_str());
    std::fflush(stdout);
}

// What does not come about even once, or never costs anything, tells nothing: that is no success.
bool hasHeld(const FaultClass& each, const Asked& asked)
{
    const int trials = asked.trials > 0 ? asked.trials : asked.isFew ? each.few : each.trials;
    const Tally tally = runTrials(each, trials, asked.seed, asked.jobs, asked.scratch);
    print(each, tally);
    return tally.broken.empty() && tally.held > 0;
}

// One is enough of a lying disk, which loses something only now and then.
bool isSeen(const FaultClass& each, const Asked& asked)
{
    const int trials = asked.trials > 0 ? asked.trials : asked.isFew ? each.few : each.trials;
    const Tally tally = runTrials(each, trials, asked.seed, asked.jobs, asked.scratch);
    std::printf("%-16s %6d trials  %6zu seen      %s%s%s\n", each.name, tally.trials,
                tally.broken.size(), each.fault, tally.broken.empty() ? ": NOT SEEN" : ": ",
                tally.broken.empty() ? "" : tally.broken.front().why.c_str());
    std::fflush(stdout);
    std::error_code ignored;
    for (const Tally::Broken& one : tally.broken)
        std::filesystem::remove_all(one.folder, ignored);
    return !tally.broken.empty();
}

std::string newScratch()
{
    const char* place = std::getenv("TMPDIR");
    std::string name = std::string(place != nullptr ? place : "/tmp") + "/plumbline-faults-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) {
        std::perror(name.c_str());
        std::exit(2);
    }
    return name;
}

int runFaults(int argc, char** argv)
{
    Asked asked;
    bool isListed = false;
    CLI::App app("Does to recordings, bundles and peers what disks, clocks and people do.");
    app.add_option("CLASS", asked.names, "Kinds of faults; none: all of --list");
    app.add_option("--trials", asked.trials, "of each, instead of what is usual")
        ->check(CLI::PositiveNumber);
    app.add_option("--seed", asked.seed, "of the first trial; the next has the next number");
    app.add_option("--jobs", asked.jobs, "trials at the same time")->check(CLI::Range(1, 64));
    app.add_flag("--few", asked.isFew, "the small share that ctest runs");
    app.add_flag(
        "--seeded", asked.isSeeded,
        "faults put into the program's surroundings on purpose, each of which must be seen");
    app.add_flag("--list", isListed, "say which there are, and run none");
    CLI11_PARSE(app, argc, argv);
    if (isListed) {
        for (const FaultClass& each : allClasses())
            std::printf("%-16s %s: %s\n", each.name, each.fault, each.invariant);
        for (const FaultClass& each : seededClasses())
            std::printf("%-16s %s: %s\n", each.name, each.fault, each.invariant);
        return 0;
    }
    for (const std::string& name : asked.names) {
        const auto isNamed = [&name](const FaultClass& each) { return name == each.name; };
        if (std::ranges::none_of(allClasses(), isNamed)
            && std::ranges::none_of(seededClasses(), isNamed)) {
            std::fprintf(stderr, "faults: there is no %s, see --list\n", name.c_str());
            return 2;
        }
    }
    // Before the first fork: what every trial needs is made once.
    static_cast<void>(dialect::Interpreter::builtIn());
    asked.scratch = newScratch();
    bool isGood = true;
    const auto isAsked = [&asked](const FaultClass& each) {
        return asked.names.empty()
            || std::ranges::find(asked.names, each.name) != asked.names.end();
    };
    for (const FaultClass& each : allClasses()) {
        if (isAsked(each) && !(asked.isSeeded && asked.names.empty()))
            isGood = hasHeld(each, asked) && isGood;
    }
    for (const FaultClass& each : seededClasses()) {
        if (isAsked(each))
            isGood = isSeen(each, asked) && isGood;
    }
    std::error_code ignored;
    std::filesystem::remove(asked.scratch, ignored); // unless something is left in it
    return isGood ? 0 : 1;
}

} // namespace

} // namespace faults

int main(int argc, char** argv)
{
    return faults::runFaults(argc, argv);
}
