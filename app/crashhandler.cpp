// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/crashhandler.h"

#include "app/logring.h"

#include <QDateTime>
#include <QFile>
#include <QSysInfo>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <exception>
#include <string_view>
#include <typeinfo>

#include <cxxabi.h>
#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace crash {

namespace {

constexpr std::array kFatal{SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
constexpr int kMostFrames = 64;
constexpr unsigned kSeconds = 5; // for writing it; a lock that is held may keep it from ending

// All that the handler needs, made before: it may not allocate, lock or format.
alignas(16) std::array<char, 128 * 1024> g_stack;
std::array<char, 512> g_head; // version, Qt, system
std::array<char, 128> g_recording;
std::array<char, 160> g_uncaught; // the type of an exception
std::array<char, 4096> g_path; // of the folder; for stderr alone, no report has it
int g_folder = -1;
int g_spare = -1; // given up for the report's file where no other descriptor is left
std::array<char, 64> g_report; // the name of its file, as soon as there is one
std::atomic<bool> g_isSaid = false; // on stderr
std::atomic<int> g_signal = 0; // that is being reported
std::atomic<long> g_thread = 0; // that does it

// Text into a descriptor, by write() alone.
class Writer
{
public:
    explicit Writer(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    ~Writer() { flush(); }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    Writer& text(const char* text)
    {
        for (; *text != '\0'; ++text)
            put(*text);
        return *this;
    }
    Writer& number(std::uint64_t value, unsigned base = 10, int digits = 1)
    {
        std::array<char, 24> reversed{};
        std::size_t length = 0;
        do {
            reversed[length++] = "0123456789abcdef"[value % base];
            value /= base;
        } while (value > 0 && length < reversed.size());
        for (auto zeros = static_cast<std::size_t>(digits); zeros > length; --zeros)
            put('0');
        while (length > 0)
            put(reversed[--length]);
        return *this;
    }
    Writer& address(const void* place)
    {
        return text("0x").number(reinterpret_cast<std::uintptr_t>(place), 16, 12);
    }
    void flush()
    {
        std::size_t done = 0;
        while (done < m_length) {
            const ssize_t now = ::write(m_descriptor, m_buffer.data() + done, m_length - done);
            if (now <= 0)
                break;
            done += static_cast<std::size_t>(now);
        }
        m_length = 0;
    }
    void put(char c)
    {
        if (m_length == m_buffer.size())
            flush();
        m_buffer[m_length++] = c;
    }

private:
    int m_descriptor;
    std::array<char, 1024> m_buffer;
    std::size_t m_length = 0;
};

struct WallTime
{
    std::uint64_t year, month, day, hour, minute, second;
};

// Of UTC, by the calendar's own arithmetic: gmtime() may take a lock.
WallTime wallTimeOf(std::uint64_t seconds)
{
    const std::uint64_t days = seconds / 86'400;
    const std::uint64_t z = days + 719'468;
    const std::uint64_t era = z / 146'097;
    const std::uint64_t dayOfEra = z - era * 146'097;
    const std::uint64_t yearOfEra =
        (dayOfEra - dayOfEra / 1460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
    const std::uint64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const std::uint64_t shifted = (5 * dayOfYear + 2) / 153; // March is 0
    const std::uint64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
    return {.year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
            .month = month,
            .day = dayOfYear - (153 * shifted + 2) / 5 + 1,
            .hour = seconds / 3600 % 24,
            .minute = seconds / 60 % 60,
            .second = seconds % 60};
}

const char* nameOf(int signal)
{
    switch (signal) {
    case SIGSEGV:
        return "SIGSEGV";
    case SIGABRT:
        return "SIGABRT";
    case SIGBUS:
        return "SIGBUS";
    case SIGFPE:
        return "SIGFPE";
    case SIGILL:
        return "SIGILL";
    default:
        return "";
    }
}

const char* baseOf(const char* path)
{
    const char* slash = std::strrchr(path, '/');
    return slash == nullptr ? path : slash + 1;
}

// Where code of which module lies; paths tell who works here, and are left out.
void writeModules(Writer& out)
{
    const int maps = ::open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    if (maps < 0)
        return;
    std::array<char, 512> line{};
    std::size_t length = 0;
    std::array<char, 1024> buffer; // NOLINT(cppcoreguidelines-pro-type-member-init)
    for (ssize_t got = ::read(maps, buffer.data(), buffer.size()); got > 0;
         got = ::read(maps, buffer.data(), buffer.size())) {
        for (ssize_t i = 0; i < got; ++i) {
            const char c = buffer[static_cast<std::size_t>(i)];
            if (c != '\n') {
                if (length + 1 < line.size())
                    line[length++] = c;
                continue;
            }
            line[length] = '\0';
            // "7f00-7f01 r-xp 00001000 08:01 1234   /usr/lib/libQt6Core.so.6"
            const char* path = std::strchr(line.data(), '/');
            const char* rights = std::strchr(line.data(), ' ');
            if (path != nullptr && rights != nullptr && std::strlen(rights) > 4
                && rights[3] == 'x') {
                for (const char* each = line.data(); each < rights; ++each)
                    out.put(*each);
                out.text(" ");
                const char* offset = rights + 6;
                for (; *offset != ' ' && *offset != '\0'; ++offset)
                    out.put(*offset);
                out.text(" ").text(baseOf(path)).text("\n");
            }
            length = 0;
        }
    }
    ::close(maps);
}

void writeReport(int descriptor, int signal, const siginfo_t* info, std::uint64_t seconds)
{
    Writer out(descriptor);
    const WallTime now = wallTimeOf(seconds);
    out.text("Plumbline crash report\nKept on this machine alone; nothing was sent.\n\ntime: ");
    out.number(now.year).text("-").number(now.month, 10, 2).text("-").number(now.day, 10, 2);
    out.text("T").number(now.hour, 10, 2).text(":").number(now.minute, 10, 2).text(":");
    out.number(now.second, 10, 2).text("Z\n").text(g_head.data());
    out.text("signal: ").number(static_cast<std::uint64_t>(signal)).text(" ").text(nameOf(signal));
    out.text(", code ").number(static_cast<std::uint32_t>(info->si_code), 16);
    if (signal == SIGSEGV || signal == SIGBUS)
        out.text(", at ").address(info->si_addr);
    out.text("\n");
    if (g_uncaught[0] != '\0')
        out.text("uncaught: an exception of type ").text(g_uncaught.data()).text("\n");
    if (*logring::fatal() != '\0')
        out.text("message: ").text(logring::fatal()).text("\n");
    out.text("recording: ").text(g_recording.data()).text("\n\nlast lines:\n");
    const std::size_t lines = logring::count();
    for (std::size_t i = 0; i < lines; ++i)
        out.text("  ").text(logring::line(i)).text("\n");

    out.flush(); // likewise below: what comes next may never end
    std::array<void*, kMostFrames> frames{};
    const int count = ::backtrace(frames.data(), kMostFrames);
    out.text("\nframes:\n");
    for (int i = 0; i < count; ++i)
        out.text("  #")
            .number(static_cast<std::uint64_t>(i), 10, 2)
            .text(" ")
            .address(frames[static_cast<std::size_t>(i)])
            .text("\n");
    out.text("\nmodules:\n");
    writeModules(out);
    out.text("\nnamed frames:\n");
    out.flush(); // what stands by now stays, whatever naming them comes to
    for (int i = 0; i < count; ++i) {
        void* place = frames[static_cast<std::size_t>(i)];
        Dl_info found = {};
        out.text("  #").number(static_cast<std::uint64_t>(i), 10, 2).text(" ");
        if (::dladdr(place, &found) != 0 && found.dli_fname != nullptr) {
            out.text(baseOf(found.dli_fname)).text("+0x");
            out.number(reinterpret_cast<std::uintptr_t>(place)
                           - reinterpret_cast<std::uintptr_t>(found.dli_fbase),
                       16);
            if (found.dli_sname != nullptr)
                out.text(" ").text(found.dli_sname);
        } else {
            out.address(place);
        }
        out.text("\n");
        out.flush();
    }
    out.text("end\n");
}

// Whoever started it in a terminal is told where to look. Once, and after the report: a terminal or
// a pipe that takes nothing keeps that from nobody.
void sayOnStderr()
{
    if (g_isSaid.exchange(true))
        return;
    struct sigaction none = {};
    none.sa_handler = SIG_IGN;
    ::sigaction(SIGPIPE, &none, nullptr); // where nobody listens any more
    Writer out(STDERR_FILENO);
    out.text("plumbline: crashed (").text(nameOf(g_signal.load())).text("); ");
    if (g_report[0] == '\0')
        out.text("no report of it could be written\n");
    else
        out.text("report: ")
            .text(g_path.data())
            .text("/")
            .text(g_report.data())
            .text("; see 'plumbline crash-report list'\n");
}

// By the signal itself, as if nobody had handled it.
void endBy(int signal)
{
    struct sigaction plain = {};
    plain.sa_handler = SIG_DFL;
    ::sigaction(signal, &plain, nullptr);
    sigset_t only;
    ::sigemptyset(&only);
    ::sigaddset(&only, signal);
    ::pthread_sigmask(SIG_UNBLOCK, &only, nullptr);
    ::raise(signal);
}

extern "C" void plumblineReportTakesTooLong(int /*signal*/)
{
    sayOnStderr();
    endBy(g_signal.load());
}

extern "C" void plumblineReportCrash(int signal, siginfo_t* info, void* /*context*/)
{
    const long thread = ::syscall(SYS_gettid);
    int none = 0;
    if (!g_signal.compare_exchange_strong(none, signal)) {
        if (g_thread.load() == thread) { // the report itself crashed: what is written stays
            sayOnStderr();
            endBy(signal);
        }
        for (unsigned i = 0; i < kSeconds * 2; ++i)
            ::sleep(1); // another thread's report ends the program
        endBy(signal);
        return;
    }
    g_thread.store(thread);
    struct sigaction late = {};
    late.sa_handler = plumblineReportTakesTooLong;
    ::sigaction(SIGALRM, &late, nullptr);
    ::alarm(kSeconds);

    timespec now = {};
    ::clock_gettime(CLOCK_REALTIME, &now);
    const auto seconds = static_cast<std::uint64_t>(now.tv_sec);
    const WallTime when = wallTimeOf(seconds);
    // "crash-20261129T235919Z-4711.txt"
    std::array<char, 64> name{};
    std::size_t length = 0;
    const auto add = [&name, &length](std::uint64_t value, int digits) {
        std::uint64_t divisor = 1;
        for (int i = 1; i < digits || value / divisor >= 10; ++i)
            divisor *= 10;
        for (; divisor > 0; divisor /= 10)
            name[length++] = static_cast<char>('0' + value / divisor % 10);
    };
    const auto say = [&name, &length](std::string_view text) {
        for (const char c : text)
            name[length++] = c;
    };
    say("crash-");
    add(when.year, 4);
    add(when.month, 2);
    add(when.day, 2);
    say("T");
    add(when.hour, 2);
    add(when.minute, 2);
    add(when.second, 2);
    say("Z-");
    add(static_cast<std::uint64_t>(::getpid()), 1);
    say(".txt");
    constexpr int kHow = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    int descriptor = ::openat(g_folder, name.data(), kHow, 0600);
    if (descriptor < 0) {
        ::close(g_spare);
        descriptor = ::openat(g_folder, name.data(), kHow, 0600);
    }
    if (descriptor >= 0) {
        g_report = name;
        writeReport(descriptor, signal, info, seconds);
        ::close(descriptor);
    }
    sayOnStderr();
    endBy(signal);
}

// What the exception says may be anything's text: its type alone is kept.
[[noreturn]] void onTerminate()
{
    if (const std::type_info* type = abi::__cxa_current_exception_type(); type != nullptr)
        std::strncpy(g_uncaught.data(), type->name(), g_uncaught.size() - 1);
    std::abort();
}

template<std::size_t Size>
void copyInto(std::array<char, Size>& place, const QByteArray& text)
{
    const auto length = std::min<std::size_t>(static_cast<std::size_t>(text.size()), Size - 1);
    std::memcpy(place.data(), text.constData(), length);
    place[length] = '\0';
}

} // namespace

bool install(const QString& folder, const QString& version)
{
    if (folder.isEmpty())
        return false;
    g_folder = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    g_spare = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (g_folder < 0)
        return false;
    copyInto(g_path, QFile::encodeName(folder));
    copyInto(g_head,
             u"version: plumbline %1\nqt: %2\nsystem: %3, %4 %5\nprocess: %6, since %7\n"_s
                 .arg(version, QString::fromLatin1(qVersion()), QSysInfo::prettyProductName(),
                      QSysInfo::kernelVersion(), QSysInfo::currentCpuArchitecture())
                 .arg(::getpid())
                 .arg(QDateTime::currentDateTimeUtc().toString(Qt::ISODate))
                 .toUtf8());
    // What loads on its first use does so now.
    std::array<void*, 4> frames{};
    ::backtrace(frames.data(), 4);
    Dl_info found = {};
    ::dladdr(frames[0], &found);

    stack_t stack = {};
    stack.ss_sp = g_stack.data();
    stack.ss_size = g_stack.size();
    ::sigaltstack(&stack, nullptr);
    for (const int signal : kFatal) {
        struct sigaction action = {};
        action.sa_sigaction = plumblineReportCrash;
        action.sa_flags = SA_SIGINFO | SA_ONSTACK;
        ::sigemptyset(&action.sa_mask);
        ::sigaction(signal, &action, nullptr);
    }
    std::set_terminate(onTerminate);
    return true;
}

void setRecording(const QString& baseName)
{
    copyInto(g_recording, baseName.toUtf8());
}

} // namespace crash
