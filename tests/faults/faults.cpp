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
        {"damage-bundle", "the same of a bundle", "it is refused, and nothing of it is left", 400,
         10, 90, damageBundle},
        {"clock", "the clock jumps both ways, an hour or a second comes twice",
         "order, no negative durations, no alarm of it, each answer counts once", 100, 3, 120,
         jumpClock},
        {"peers", "a back end that is silent, half, endless or lying",
         "it ends in time, with words, and is not said to be well", 192, 24, 90, misbehaveAsPeer},
        {"memory", "the n-th allocation fails while something from outside is read",
         "no crash, nothing by half, and it goes on", 2000, 200, 90, runOutOfMemory},
    };
    return all;
}

namespace {

// Not part of a whole run: nothing can hold there.
const FaultClass& lyingDisk()
{
    static const FaultClass one{"lying-disk",
                                "the power goes, and the disk had lied of its syncs",
                                "must be seen broken",
                                60,
                                60,
                                60,
                                cutPowerOfLyingDisk};
    return one;
}

struct Asked
{
    std::vector<std::string> names;
    int trials = 0; // 0: what is usual of each
    std::uint64_t seed = 1;
    int jobs = 2;
    bool isFew = false;
    std::string scratch;
};

void print(const FaultClass& each, const Tally& tally)
{
    const double seconds = std::chrono::duration<double>(tally.took).count();
    std::printf("%-16s %6d trials  %6d held  %4zu broken  %4d not reached  %6.1f s   %s: %s\n",
                each.name, tally.trials, tally.held, tally.broken.size(), tally.unreached, seconds,
                each.fault, each.invariant);
    for (const Tally::Broken& one : tally.broken)
        std::printf("    BROKEN  faults %s --seed %llu --trials 1: %s (left in %s)\n", each.name,
                    static_cast<unsigned long long>(one.seed), one.why.c_str(), one.folder.c_str());
    std::fflush(stdout);
}

// What does not come about even once tells nothing: that is no success.
bool hasHeld(const FaultClass& each, const Asked& asked)
{
    const int trials = asked.trials > 0 ? asked.trials : asked.isFew ? each.few : each.trials;
    const Tally tally = runTrials(each, trials, asked.seed, asked.jobs, asked.scratch);
    print(each, tally);
    return tally.broken.empty() && tally.held > 0;
}

bool isLieSeen(const Asked& asked)
{
    const int trials = asked.trials > 0 ? asked.trials : lyingDisk().few;
    const Tally tally = runTrials(lyingDisk(), trials, asked.seed, asked.jobs, asked.scratch);
    std::printf("%-16s %6d trials  %6zu seen\n", lyingDisk().name, tally.trials,
                tally.broken.size());
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
    app.add_flag("--list", isListed, "say which there are, and run none");
    CLI11_PARSE(app, argc, argv);
    if (isListed) {
        for (const FaultClass& each : allClasses())
            std::printf("%-16s %s: %s\n", each.name, each.fault, each.invariant);
        std::printf("%-16s %s: %s\n", lyingDisk().name, lyingDisk().fault, lyingDisk().invariant);
        return 0;
    }
    for (const std::string& name : asked.names) {
        const bool isKnown = std::ranges::any_of(
            allClasses(), [&](const FaultClass& each) { return name == each.name; });
        if (!isKnown && name != lyingDisk().name) {
            std::fprintf(stderr, "faults: there is no %s, see --list\n", name.c_str());
            return 2;
        }
    }
    // Before the first fork: what every trial needs is made once.
    static_cast<void>(dialect::Interpreter::builtIn());
    asked.scratch = newScratch();
    bool isGood = true;
    for (const FaultClass& each : allClasses()) {
        if (asked.names.empty() || std::ranges::find(asked.names, each.name) != asked.names.end())
            isGood = hasHeld(each, asked) && isGood;
    }
    if (asked.names.empty()
        || std::ranges::find(asked.names, lyingDisk().name) != asked.names.end())
        isGood = isLieSeen(asked) && isGood;
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
