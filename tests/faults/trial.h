// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include <sys/types.h>

namespace faults {

// One run of one fault, in a process and an empty folder of its own, so that a crash or a hang is
// that of one trial. What chance decides comes from the seed alone, but for when threads run.
struct Trial
{
    std::uint64_t seed = 0;
    std::string folder;

    std::string path(const std::string& name) const { return folder + '/' + name; }
};

// These end the process that the trial, or a victim that it started, runs in.
[[noreturn]] void broken(const std::string& why); // the invariant
[[noreturn]] void notReached(); // the fault did not come about: says nothing of the invariant
[[noreturn]] void nothingAtStake(); // it held, and could not have been broken: is counted apart
void require(bool holds, const std::string& why);

struct FaultClass
{
    const char* name;
    const char* fault; // in a few words
    const char* invariant;
    int trials; // of a whole run
    int few; // of the share that is part of ctest
    int seconds; // that one trial may take, on a busy machine
    void (*run)(const Trial& trial); // returning: the invariant held
};
// Both defined by the files that hold them.
const std::vector<FaultClass>& allClasses();

struct Tally
{
    int trials = 0;
    int held = 0;
    int unreached = 0;
    int idle = 0; // nothing was at stake
    struct Broken
    {
        std::uint64_t seed = 0;
        std::string why;
        std::string folder; // is left
    };
    std::vector<Broken> broken;
    std::chrono::steady_clock::duration took{};
};
// Forks one process a trial, `jobs` at a time, from this one, which is to have one thread only. The
// seeds are first, first + 1 and so on.
Tally runTrials(const FaultClass& each, int trials, std::uint64_t first, int jobs,
                const std::string& scratch);

// A process that something is going to happen to, within a trial.
class Victim
{
public:
    // `life` gets the end of a pipe to say() into, and ends with its process.
    explicit Victim(const std::function<void(int tell)>& life);
    Victim(const Victim&) = delete;
    Victim& operator=(const Victim&) = delete;
    ~Victim();

    // What it acknowledged: which kind of thing, and its number.
    struct Told
    {
        std::uint64_t kind = 0;
        std::uint64_t number = 0;
    };
    static void say(int tell, Told told); // any thread
    // Waits until there is one, for so long; false: there was none.
    bool waitForOne(std::chrono::milliseconds most);
    void kill();
    // Reads what it told until its end, waits for it and gives its exit status; -1: it was killed.
    // A victim that found the invariant broken ends the trial so.
    int ended();
    const std::vector<Told>& told() const { return m_told; }

private:
    pid_t m_process = -1;
    int m_pipe = -1;
    bool m_isKilled = false;
    std::vector<Told> m_told;
};

using Random = std::mt19937_64;
inline std::uint64_t below(Random& random, std::uint64_t bound)
{
    return std::uniform_int_distribution<std::uint64_t>(0, bound - 1)(random);
}

} // namespace faults
