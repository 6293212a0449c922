// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/faults/trial.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace faults {

namespace {

using namespace std::chrono_literals;

constexpr int kHeld = 0;
constexpr int kBroken = 101;
constexpr int kNotReached = 102;
constexpr int kNothingAtStake = 103;
constexpr std::size_t kMostWhy = 2000; // bytes; fits into a pipe

int verdictPipe = -1; // of this trial's process

void writeAll(int file, const void* bytes, std::size_t size)
{
    const auto* from = static_cast<const char*>(bytes);
    while (size > 0) {
        const ssize_t done = ::write(file, from, size);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return;
        from += done;
        size -= static_cast<std::size_t>(done);
    }
}

std::array<int, 2> newPipe()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        std::perror("faults: pipe");
        std::exit(2);
    }
    return ends;
}

struct Running
{
    pid_t process = -1;
    int verdict = -1;
    Trial trial;
    std::chrono::steady_clock::time_point until;
    bool isOverdue = false;
};

Running startTrial(const FaultClass& each, std::uint64_t seed, const std::string& scratch)
{
    Running running;
    running.trial = {.seed = seed,
                     .folder = scratch + '/' + each.name + '-' + std::to_string(seed)};
    std::error_code ignored;
    std::filesystem::remove_all(running.trial.folder, ignored);
    std::filesystem::create_directories(running.trial.folder);
    const auto ends = newPipe();
    running.until =
        std::chrono::steady_clock::now() + std::chrono::seconds(each.seconds * PLUMBLINE_PATIENCE);
    running.process = ::fork();
    if (running.process == 0) {
        ::setpgid(0, 0); // so that its victims end with it
        ::close(ends[0]);
        verdictPipe = ends[1];
        each.run(running.trial);
        ::_exit(kHeld); // what is left in memory is of the parent too
    }
    ::setpgid(running.process, running.process);
    ::close(ends[1]);
    running.verdict = ends[0];
    return running;
}

void finish(Running& running, int status, Tally& tally)
{
    ::kill(-running.process, SIGKILL); // what it left behind
    std::string why(kMostWhy, '\0');
    const ssize_t size = ::read(running.verdict, why.data(), why.size());
    why.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    ::close(running.verdict);
    ++tally.trials;
    std::error_code ignored;
    if (WIFEXITED(status) && WEXITSTATUS(status) == kHeld)
        ++tally.held;
    else if (WIFEXITED(status) && WEXITSTATUS(status) == kNotReached)
        ++tally.unreached;
    else if (WIFEXITED(status) && WEXITSTATUS(status) == kNothingAtStake)
        ++tally.idle;
    else {
        if (running.isOverdue)
            why = "it did not end in time";
        else if (WIFSIGNALED(status))
            why = std::string("it crashed: ") + ::strsignal(WTERMSIG(status)) + ' ' + why;
        else if (why.empty())
            why = "it ended with status " + std::to_string(WEXITSTATUS(status));
        tally.broken.push_back({running.trial.seed, why, running.trial.folder});
        return;
    }
    std::filesystem::remove_all(running.trial.folder, ignored);
}

} // namespace

void broken(const std::string& why)
{
    writeAll(verdictPipe, why.data(), std::min(why.size(), kMostWhy));
    ::_exit(kBroken);
}

void notReached()
{
    ::_exit(kNotReached);
}

void nothingAtStake()
{
    ::_exit(kNothingAtStake);
}

void require(bool holds, const std::string& why)
{
    if (!holds)
        broken(why);
}

Tally runTrials(const FaultClass& each, int trials, std::uint64_t first, int jobs,
                const std::string& scratch)
{
    const auto began = std::chrono::steady_clock::now();
    Tally tally;
    std::vector<Running> running;
    std::uint64_t next = first;
    const std::uint64_t end = first + static_cast<std::uint64_t>(trials);
    while (next < end || !running.empty()) {
        while (next < end && running.size() < static_cast<std::size_t>(jobs))
            running.push_back(startTrial(each, next++, scratch));
        bool isAny = false;
        for (auto one = running.begin(); one != running.end();) {
            int status = 0;
            if (::waitpid(one->process, &status, WNOHANG) == one->process) {
                finish(*one, status, tally);
                one = running.erase(one);
                isAny = true;
                continue;
            }
            if (!one->isOverdue && std::chrono::steady_clock::now() > one->until) {
                one->isOverdue = true;
                ::kill(-one->process, SIGKILL);
            }
            ++one;
        }
        if (!isAny)
            std::this_thread::sleep_for(1ms);
    }
    std::ranges::sort(tally.broken, {}, &Tally::Broken::seed);
    tally.took = std::chrono::steady_clock::now() - began;
    return tally;
}

Victim::Victim(const std::function<void(int)>& life)
{
    const auto ends = newPipe();
    m_process = ::fork();
    if (m_process == 0) {
        ::close(ends[0]);
        life(ends[1]);
        ::_exit(kHeld);
    }
    ::close(ends[1]);
    m_pipe = ends[0];
}

Victim::~Victim()
{
    if (m_process > 0) {
        kill();
        ended();
    }
}

void Victim::say(int tell, Told told)
{
    writeAll(tell, &told, sizeof told); // less than PIPE_BUF: whole or not at all
}

bool Victim::waitForOne(std::chrono::milliseconds most)
{
    pollfd waiting{.fd = m_pipe, .events = POLLIN, .revents = 0};
    return ::poll(&waiting, 1, static_cast<int>(most.count())) == 1
        && (waiting.revents & POLLIN) != 0;
}

void Victim::kill()
{
    m_isKilled = true;
    ::kill(m_process, SIGKILL);
}

int Victim::ended()
{
    Told told;
    while (::read(m_pipe, &told, sizeof told) == sizeof told)
        m_told.push_back(told);
    ::close(m_pipe);
    int status = 0;
    ::waitpid(m_process, &status, 0);
    m_process = -1;
    if (WIFEXITED(status) && WEXITSTATUS(status) == kBroken)
        ::_exit(kBroken); // it has said why
    if (WIFSIGNALED(status) && !(m_isKilled && WTERMSIG(status) == SIGKILL))
        broken(std::string("the victim crashed: ") + ::strsignal(WTERMSIG(status)));
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace faults
