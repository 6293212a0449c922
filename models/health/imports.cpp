// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/imports.h"

#include "models/health/judging.h"
#include "models/health/oneof.h"
#include "models/health/wordset.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace health {

namespace {

constexpr std::size_t kMostUses = 64;
constexpr std::size_t kMostCodeStretches = 2048;

// What comes with Python 3 (sys.stdlib_module_names of 3.11) ...
constexpr std::string_view kPython =
    "abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop "
    "base64 bdb binascii bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd "
    "code codecs codeop collections colorsys compileall concurrent configparser contextlib "
    "contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal "
    "difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl "
    "filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass "
    "gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp "
    "importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging "
    "lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt "
    "multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator "
    "optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib "
    "poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc "
    "pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy "
    "sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr "
    "socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat "
    "statistics string stringprep struct subprocess sunau symtable sys sysconfig syslog "
    "tabnanny tarfile telnetlib tempfile termios textwrap this threading time timeit "
    "tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types "
    "typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser "
    "winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo";
// ... and with Node.
constexpr std::string_view kNode =
    "assert async_hooks buffer child_process cluster console constants crypto dgram "
    "diagnostics_channel dns domain events fs http http2 https inspector module net os path "
    "perf_hooks process punycode querystring readline repl stream string_decoder sys test "
    "timers tls trace_events tty url util v8 vm wasi worker_threads zlib";
// Of projects themselves: no package of a registry.
constexpr std::string_view kOwn =
    "api app application backend base client common components conf config constants controllers "
    "core data database db example examples frontend handlers helper helpers hooks index lib libs "
    "local main middleware model models module mymodule mypackage package pages plugins project "
    "routes schemas script scripts server service services settings shared source src store task "
    "tasks test tests tools types utilities utils view views";

// Packages that are imported by another name than their own.
constexpr std::array<std::pair<std::string_view, std::string_view>, 30> kOtherNames{
    {{"yaml", "pyyaml"},
     {"cv2", "opencv-python"},
     {"PIL", "pillow"},
     {"bs4", "beautifulsoup4"},
     {"sklearn", "scikit-learn"},
     {"skimage", "scikit-image"},
     {"dateutil", "python-dateutil"},
     {"dotenv", "python-dotenv"},
     {"jwt", "pyjwt"},
     {"jose", "python-jose"},
     {"Crypto", "pycryptodome"},
     {"OpenSSL", "pyopenssl"},
     {"serial", "pyserial"},
     {"attr", "attrs"},
     {"psycopg2", "psycopg2-binary"},
     {"MySQLdb", "mysqlclient"},
     {"git", "gitpython"},
     {"magic", "python-magic"},
     {"docx", "python-docx"},
     {"pptx", "python-pptx"},
     {"fitz", "pymupdf"},
     {"zmq", "pyzmq"},
     {"grpc", "grpcio"},
     {"usb", "pyusb"},
     {"telegram", "python-telegram-bot"},
     {"slugify", "python-slugify"},
     {"ldap", "python-ldap"},
     {"pkg_resources", "setuptools"},
     {"memcache", "python-memcached"},
     {"multipart", "python-multipart"}}};

bool isPythonsOwn(std::string_view name)
{
    static const Words words = wordsOf(kPython);
    return words.contains(name) || name.starts_with('_');
}

bool isNodesOwn(std::string_view name)
{
    static const Words words = wordsOf(kNode);
    return words.contains(name);
}

bool isReaders(std::string_view name)
{
    static const Words words = wordsOf(kOwn);
    const std::string lower = lowered(name);
    return words.contains(lower) || lower.starts_with("your") || lower.starts_with("my_")
        || lower.starts_with("my-") || lower.starts_with("some_") || lower.starts_with("some-");
}

bool mayBePython(const CodeStretches::Stretch& stretch)
{
    constexpr std::array<std::string_view, 7> names{"",        "python", "python3", "py",
                                                    "ipython", "pycon",  "pyi"};
    return isOneOf(lowered(stretch.language), names);
}

bool mayBeJavaScript(const CodeStretches::Stretch& stretch)
{
    constexpr std::array<std::string_view, 10> names{"",    "javascript", "js", "jsx", "mjs",
                                                     "cjs", "typescript", "ts", "tsx", "node"};
    return isOneOf(lowered(stretch.language), names);
}

bool isAsciiName(std::string_view name)
{
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '_' || c == '-' || c == '.' || c == '/' || c == '@';
    });
}

std::size_t nameEnd(std::string_view text, std::size_t at)
{
    while (at < text.size() && (isWordByte(text[at]) || text[at] == '.'))
        ++at;
    return at;
}

std::size_t skipBlanks(std::string_view text, std::size_t at)
{
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t'))
        ++at;
    return at;
}

// "do not use", "instead of": what a warning names need not exist.
bool isUseWarned(std::string_view text, std::size_t at)
{
    constexpr std::size_t near = 60;
    const std::size_t from = at - std::min(at, near);
    std::string before = lowered(text.substr(from, at - from));
    if (const std::size_t stop = before.find_last_of(".!?\n"); stop != std::string::npos)
        before.erase(0, stop + 1);
    return holdsAny(before,
                    {"not ", "n't ", "n\xE2\x80\x99t ", "never ", "avoid", "instead of", "no ",
                     "called ", "named "});
}

class UseReader
{
public:
    explicit UseReader(std::string_view text)
        : m_text(text)
        , m_code(text)
    {
    }

    std::vector<PackageUse> read()
    {
        for (const CodeStretches::Stretch& stretch : m_code.stretches()) {
            std::size_t at = stretch.begin;
            while (at < stretch.end && m_uses.size() < kMostUses) {
                const std::size_t end = std::min(m_text.find('\n', at), stretch.end);
                if (mayBePython(stretch))
                    readPython(at, end);
                if (mayBeJavaScript(stretch))
                    readJavaScript(at, end);
                at = end + 1;
            }
        }
        readProse();
        return std::move(m_uses);
    }

private:
    void readPython(std::size_t at, std::size_t end)
    {
        at = skipBlanks(m_text, at);
        const std::string_view line = m_text.substr(at, end - std::min(at, end));
        // Of other languages, whose fence does not say so.
        if (line.ends_with(';') || line.find('{') != line.npos || line.find('"') != line.npos
            || line.find('\'') != line.npos)
            return;
        if (line.starts_with("from ")) {
            const std::size_t start = skipBlanks(m_text, at + 5);
            const std::size_t stop = nameEnd(m_text, start);
            if (m_text.substr(stop, end - std::min(stop, end)).starts_with(" import "))
                addPython(start, stop);
            return;
        }
        if (!line.starts_with("import "))
            return;
        // In a line of words ("import duties, tariffs and fees") none is named.
        std::vector<std::pair<std::size_t, std::size_t>> names;
        for (std::size_t start = at + 7;; ++start) {
            start = skipBlanks(m_text, start);
            const std::size_t stop = nameEnd(m_text, start);
            names.emplace_back(start, stop);
            std::size_t next = skipBlanks(m_text, stop);
            if (m_text.substr(next, 3) == "as ")
                next = skipBlanks(m_text, nameEnd(m_text, skipBlanks(m_text, next + 3)));
            const bool isEnd = next >= end || m_text[next] == '#' || m_text[next] == '\r';
            if (stop == start || (!isEnd && m_text[next] != ','))
                return;
            if (isEnd)
                break;
            start = next;
        }
        for (const auto& [start, stop] : names)
            addPython(start, stop);
    }

    void addPython(std::size_t start, std::size_t stop)
    {
        const std::string_view module = m_text.substr(start, stop - start);
        std::string_view root = module.substr(0, module.find('.'));
        if (root.empty() || !isAsciiName(module) || module.ends_with('.') || isPythonsOwn(root))
            return;
        // Modules are written in lower case; a capital is of Swift, Haskell or a class.
        const auto* const other = std::ranges::find(
            kOtherNames, root, &std::pair<std::string_view, std::string_view>::first);
        if (other != kOtherNames.end())
            root = other->second;
        else if (root.front() >= 'A' && root.front() <= 'Z')
            return;
        add({.name = root, .module = module, .start = start, .ecosystem = "pypi"});
    }

    // require('x'), from 'x', import 'x', import('x').
    void readJavaScript(std::size_t at, std::size_t end)
    {
        const std::string_view line = m_text.substr(at, end - at);
        const std::string_view plain = line.substr(std::min(skipBlanks(line, 0), line.size()));
        const bool isImport = plain.starts_with("import ") || plain.starts_with("export ")
            || plain.starts_with("} from ");
        for (const std::string_view opening : {"require(", "import(", " from ", "import "}) {
            const bool needsImport = opening.back() == ' ';
            if (needsImport && !isImport)
                continue;
            const std::size_t found = line.find(opening);
            if (found == std::string_view::npos
                || (found > 0 && !needsImport && isWordByte(line[found - 1])))
                continue;
            const std::size_t quote = skipBlanks(line, found + opening.size());
            if (quote >= line.size() || (line[quote] != '\'' && line[quote] != '"'))
                continue;
            const std::size_t close = line.find(line[quote], quote + 1);
            if (close != std::string_view::npos)
                addJavaScript(at + quote + 1, at + close);
        }
    }

    void addJavaScript(std::size_t start, std::size_t stop)
    {
        const std::string_view module = m_text.substr(start, stop - start);
        const bool isElsewhere = module.find(':') != std::string_view::npos
            || module.starts_with('.') || module.starts_with('/') || module.starts_with("@/");
        if (isElsewhere || module.size() < 2 || !isAsciiName(module))
            return;
        std::size_t cut = module.find('/');
        if (module.front() == '@' && cut != std::string_view::npos)
            cut = module.find('/', cut + 1);
        const std::string_view name = module.substr(0, cut);
        if (isNodesOwn(name) || name.ends_with(".rb") || name.ends_with(".php"))
            return;
        add({.name = name, .module = module, .start = start, .ecosystem = "npm"});
    }

    // "the package `left-pad`", "the `left-pad` package".
    void readProse()
    {
        constexpr std::array<std::string_view, 4> words{"package", "library", "packages",
                                                        "libraries"};
        for (const CodeStretches::Stretch& stretch : m_code.stretches()) {
            if (stretch.isFence || m_uses.size() >= kMostUses || stretch.begin == 0)
                continue;
            const std::string_view name = m_text.substr(stretch.begin, stretch.end - stretch.begin);
            const std::size_t open = stretch.begin - 1; // the backtick
            const std::string before = lowered(m_text.substr(open - std::min<std::size_t>(open, 12),
                                                             std::min<std::size_t>(open, 12)));
            const std::string after =
                lowered(m_text.substr(std::min(stretch.end + 1, m_text.size()), 12));
            const bool isNamed = std::ranges::any_of(words, [&](std::string_view word) {
                const std::string last = std::string(word) + " ";
                const std::string next = " " + std::string(word);
                const std::size_t end = next.size();
                return before.ends_with(last)
                    || (after.starts_with(next)
                        && (after.size() == end || !isWordByte(after[end])));
            });
            if (isNamed && name.size() > 1 && isAsciiName(name) && name.find('/', 1) == name.npos
                && !isPythonsOwn(name) && !isNodesOwn(name))
                add({.name = name, .module = name, .start = stretch.begin, .ecosystem = {}});
        }
    }

    void add(const PackageUse& use)
    {
        if (!isReaders(use.name) && !isUseWarned(m_text, use.start))
            m_uses.push_back(use);
    }

    std::string_view m_text;
    CodeStretches m_code;
    std::vector<PackageUse> m_uses;
};

} // namespace

CodeStretches::CodeStretches(std::string_view text)
{
    bool hasTick = false;
    for (std::size_t at = text.find('`');
         at != std::string_view::npos && m_stretches.size() < kMostCodeStretches;
         at = text.find('`', at)) {
        hasTick = true;
        if (text.compare(at, 3, "```") == 0) {
            const std::size_t line = std::min(text.find('\n', at), text.size());
            std::string_view language = text.substr(at + 3, line - at - 3);
            language = language.substr(0, language.find_first_of(" \t\r{`"));
            const std::size_t begin = std::min(line + 1, text.size());
            const std::size_t end = std::min(text.find("```", begin), text.size());
            m_stretches.push_back({begin, end, language, true});
            at = std::min(end + 3, text.size());
            continue;
        }
        const std::size_t end = text.find_first_of("`\n", at + 1);
        if (end == std::string_view::npos)
            break;
        if (text[end] == '`' && end > at + 1)
            m_stretches.push_back({at + 1, end, {}, false});
        at = end + 1;
    }
    if (!hasTick) // code and nothing else, or prose: lines that are no code are no imports
        m_stretches.push_back({0, text.size(), {}, true});
}

const CodeStretches::Stretch* CodeStretches::around(std::size_t at) const
{
    const auto after = std::ranges::upper_bound(m_stretches, at, {}, &Stretch::begin);
    if (after == m_stretches.begin())
        return nullptr;
    const Stretch& stretch = *std::prev(after);
    return at < stretch.end ? &stretch : nullptr;
}

std::vector<PackageUse> packageUsesIn(std::string_view text)
{
    return UseReader(text).read();
}

} // namespace health
