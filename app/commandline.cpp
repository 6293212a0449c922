// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commandline.h"

#include "app/commands/commands.h"
#include "app/commands/drillcommands.h"
#include "app/commands/jsonerrors.h"
#include "app/commands/operatorname.h"
#include "app/commands/outcome.h"
#include "app/commands/replaycommands.h"
#include "app/commands/settingsfile.h"
#include "app/commands/terminal.h"
#include "app/commands/windowcommands.h"
#include "app/crashhandler.h"
#include "app/crashwatch.h"
#include "app/guimain.h"
#include "app/logring.h"
#include "models/room/roomurl.h"
#include "models/store/retention.h"
#include "models/telemetry/visibletext.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace {

constexpr int kUsage = 2;

// A word in the place of a subcommand that is none, and no file either.
bool isUnknownWord(const CLI::App& app, const std::string& file)
{
    std::error_code ignored;
    return app.get_subcommands().empty() && !file.empty()
        && file.find_first_of("/.") == std::string::npos && !std::filesystem::exists(file, ignored);
}

// What runs for long, or with nobody beside it. A drill's window watches for itself.
bool isLong(const CLI::App& command)
{
    constexpr std::array kLong{"bench", "canary", "drill",  "import", "notify",
                               "pull",  "record", "report", "room",   "whatif"};
    const std::string name = command.get_name();
    return std::find(kLong.begin(), kLong.end(), name) != kLong.end()
        || (name == "demo" && command.get_option("--headless")->count() > 0);
}

// Before its own work begins, and its threads.
void watchLongCommand(const CLI::App& app)
{
    const auto chosen = app.get_subcommands();
    if (chosen.empty() || !isLong(*chosen.front()))
        return;
    watchForCrashes(QStringLiteral(PLUMBLINE_VERSION));
    logring::note("a command without a window begins");
    constexpr std::array kRecording{"canary", "demo", "drill", "import", "pull", "record"};
    const CLI::Option* out = chosen.front()->get_option_no_throw("--out");
    const bool isOfRecording = std::ranges::find(kRecording, chosen.front()->get_name())
        != kRecording.end(); // of others it is a report, whose name may be a customer's
    if (!isOfRecording || out == nullptr || out->count() == 0)
        return;
    constexpr qsizetype kLongestName = 100; // characters
    const std::string name = std::filesystem::path(out->results().front()).filename().string();
    crash::setRecording(QString::fromStdString(telemetry::visibleLine(name)).left(kLongestName));
}

// How many letters have to be put in, left out or changed to make one word of the other.
std::size_t slipsBetween(const std::string& left, const std::string& right)
{
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < left.size(); ++i) {
        std::size_t corner = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < right.size(); ++j) {
            const std::size_t changed = corner + (left[i] == right[j] ? 0 : 1);
            corner = row[j + 1];
            row[j + 1] = std::min({changed, corner + 1, row[j] + 1});
        }
    }
    return row.back();
}

// The subcommand that a slip or two makes the word; empty: none is that near.
std::string nearestCommand(const CLI::App& app, const std::string& word)
{
    constexpr std::size_t longest = 40; // no subcommand is near a longer word
    constexpr std::size_t lettersOfSlip = 3; // a slip in so many letters is one
    std::string nearest;
    std::size_t fewest = std::min<std::size_t>(2, word.size() / lettersOfSlip) + 1;
    if (word.size() > longest)
        return nearest;
    for (const CLI::App* each : app.get_subcommands({})) {
        if (const std::size_t slips = slipsBetween(word, each->get_name()); slips < fewest) {
            fewest = slips;
            nearest = each->get_name();
        }
    }
    return nearest;
}

int reportUnknownWord(const CLI::App& app, const std::string& word)
{
    const std::string nearest = nearestCommand(app, word);
    const std::string meant = nearest.empty() ? "" : " Did you mean '" + nearest + "'?";
    commands::print(stderr,
                    "plumbline: '%s' is neither a subcommand nor a recording.%s\n"
                    "Run 'plumbline --help' for the subcommands.\n",
                    word.c_str(), meant.c_str());
    return kUsage;
}

CLI::Option* addKeepOption(CLI::App& app, std::string& keep)
{
    return app
        .add_option("--keep", keep,
                    "Makes the recording of a live window a ring, as record --keep does; the next "
                    "window has what File > Receiving says again")
        ->type_name("SIZE|AGE")
        ->check([](const std::string& text) {
            const auto limits = store::keepFromText(text);
            return limits ? std::string() : limits.error().message;
        });
}

// Words that no option took, in the order in which they were written.
std::string unexpectedText(const CLI::App& app, int argc, char** argv)
{
    const std::vector<std::string> left = app.remaining(true);
    std::string text = left.size() > 1 ? "The following arguments were not expected:"
                                       : "The following argument was not expected:";
    for (int i = 1; i < argc; ++i) {
        if (std::ranges::find(left, std::string(argv[i])) != left.end())
            text += std::string(" ") + argv[i];
    }
    return text;
}

// "lever fier": what it could have been.
std::string unknownCommandText(const CLI::App& app, const std::string& word)
{
    std::string known;
    for (const CLI::App* each : app.get_subcommands({}))
        known += (known.empty() ? "" : ", ") + each->get_name();
    return "There is no \"" + word + "\" of " + app.get_name() + ", which has: " + known + ".";
}

// "settings" alone: a word is missing, and these are those there are.
std::string missingCommandText(const CLI::App& app)
{
    std::string known;
    for (const CLI::App* each : app.get_subcommands({}))
        known += (known.empty() ? "" : ", ") + each->get_name();
    return "\"" + app.get_name() + "\" does nothing by itself; it has: " + known + ".";
}

// A bundle is verified and unpacked first; one that does not fit opens no window.
void openIfBundle(CommandLine& line)
{
    const auto unpacked = openBundleOf(*line.window);
    if (!unpacked) {
        line.status = commands::report(unpacked.error());
        line.window.reset();
    } else if (*unpacked) {
        commands::print(stderr, "plumbline: %s\n", line.window->origin.c_str());
    }
}

int reportUsage(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv)
{
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
        app.exit(error); // prints the help or the version that was asked for
        return 0;
    }
    std::string command = "plumbline";
    const CLI::App* where = &app;
    while (!where->get_subcommands().empty()) {
        where = where->get_subcommands().front();
        command += ' ' + where->get_name();
    }
    // A misspelt option is why another is missing: it is what there is to mend.
    std::vector<std::string> unknown = app.remaining(true);
    std::vector<std::string> words;
    const auto isWord = [](const std::string& word) { return word.rfind('-', 0) != 0; };
    std::copy_if(unknown.begin(), unknown.end(), std::back_inserter(words), isWord);
    std::erase_if(unknown, isWord);
    const bool isMisspelt =
        dynamic_cast<const CLI::RequiredError*>(&error) != nullptr && !unknown.empty();
    const bool isUnknownCommand = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr
        && unknown.empty() && !words.empty() && !where->get_subcommands({}).empty();
    const bool isCommandMissing = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr
        && unknown.empty() && words.empty() && where->get_require_subcommand_min() > 0
        && where->get_subcommands().empty();
    const std::string what = isUnknownCommand ? unknownCommandText(*where, words.front())
        : isCommandMissing                    ? missingCommandText(*where)
        : isMisspelt                          ? CLI::ExtrasError(unknown).what()
        : dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr ? unexpectedText(app, argc, argv)
                                                                   : error.what();
    const auto isJson = [](const char* word) { return std::string_view(word) == "--json"; };
    const std::string top =
        app.get_subcommands().empty() ? std::string() : app.get_subcommands().front()->get_name();
    if ((top == "lever" || top == "runbook") && std::any_of(argv + 1, argv + argc, isJson)) {
        commands::setErrorsAsJson();
        commands::printJsonError({.kind = telemetry::ErrorKind::Usage, .message = what});
    }
    commands::print(stderr, "plumbline: %s\nRun '%s --help' for what it takes.\n", what.c_str(),
                    command.c_str());
    return kUsage;
}

} // namespace

CommandLine runCommandLine(int argc, char** argv)
{
    CLI::App app("Plumbline: incident console for AI services that are wrong rather than down.\n"
                 "Without a subcommand it opens the window.",
                 "plumbline");
    app.set_version_flag("--version", "plumbline " PLUMBLINE_VERSION);
    app.require_subcommand(0, 1);
    app.footer("Example: plumbline record --otlp 127.0.0.1:4318 --out today.plumb");

    CommandLine result;
    if (const auto named = commands::checkSettingsProfile(
            qEnvironmentVariable("PLUMBLINE_SETTINGS_PROFILE").toStdString());
        !named) {
        result.status = commands::report(named.error());
        return result;
    }
    std::string file;
    CLI::Option* recording = app.add_option("FILE", file, "A recording to open in the window");

    std::string profile;
    CLI::Option* live = app.add_option(
        "--profile", profile,
        "Control plane of a live window: a profile file, or the name of a built-in one");
    live->excludes(recording); // a recording moves no levers
    std::string roles;
    CLI::Option* roleFile =
        app.add_option("--roles", roles, "Who may move and approve what: a file of roles");
    std::string name;
    CLI::Option* called = app.add_option(
        "--operator", name,
        "What you are called in the window's timeline, beside your account, which is who you are; "
        "else operator/name of the settings");
    std::string roomUrl;
    CLI::Option* shared =
        app.add_option("--room", roomUrl,
                       "The shared room of the window, as \"plumbline room\" takes it; else "
                       "PLUMBLINE_ROOM, else room/url of the settings")
            ->type_name("URL")
            ->check([](const std::string& text) {
                const auto url = room::roomUrlFromText(text);
                return url ? std::string() : url.error().message;
            });
    app.add_option_function<std::string>(
           "--settings-profile",
           [](const std::string& given) { commands::setSettingsProfile(given); },
           "The named set of settings that holds, also of a subcommand; else "
           "PLUMBLINE_SETTINGS_PROFILE")
        ->type_name("NAME")
        ->check([](const std::string& text) {
            const auto isName = commands::checkSettingsProfile(text);
            return isName ? std::string() : isName.error().message;
        });
    bool isReadOnly = false;
    CLI::Option* readOnly =
        app.add_flag("--read-only", isReadOnly, "A live window that moves no lever");
    readOnly->excludes(recording);
    std::string keep;
    CLI::Option* ring = addKeepOption(app, keep)->excludes(recording);

    commands::OutwardOptions outward;
    commands::addOutwardOptions(app, outward);
    CLI::Option* told = app.get_option("--notify")->excludes(recording);
    CLI::Option* measured = app.get_option("--metrics")->excludes(recording);

    std::string linkText;
    CLI::Option* opened =
        app.add_option("--open", linkText,
                       "A moment of a recording, as the window copies it (View > Copy Link); "
                       "without FILE it is looked for among the window's own recordings, else "
                       "asked for. `plumbline LINK` is the same")
            ->type_name("LINK")
            ->check([](const std::string& text) {
                const auto link = items::viewStateFromLink(text);
                return link ? std::string() : link.error().message;
            });
    opened->excludes(live)->excludes(ring)->excludes(readOnly)->excludes(told);
    bool isNewWindow = false;
    CLI::Option* second = app.add_flag(
        "--new-window", isNewWindow,
        "A window of its own, also where one is open on the same: else that one comes forward");
    DrillWindowRequest drillWindow;
    commands::addBench(app, result.status);
    commands::addBundle(app, result.status);
    commands::addCanary(app, result.status);
    commands::addCauses(app, result.status);
    commands::addCheck(app, result.status);
    commands::addClaims(app, result.status);
    commands::addCrashReport(app, result.status);
    commands::addDemo(app, result.status, drillWindow);
    commands::addDescribe(app, result.status);
    commands::addDetect(app, result.status);
    commands::addDiff(app, result.status);
    commands::addDrill(app, result.status);
    commands::addExplore(app, result.status);
    commands::addImport(app, result.status);
    commands::addIncident(app, result.status);
    commands::addIncidentCases(app, result.status);
    commands::addInfo(app, result.status);
    commands::addJudges(app, result.status);
    commands::addLever(app, result.status);
    commands::addNote(app, result.status);
    commands::addNotify(app, result.status);
    commands::addObjectives(app, result.status);
    commands::addPull(app, result.status);
    commands::addQuery(app, result.status);
    commands::addReask(app, result.status);
    commands::addRecord(app, result.status);
    commands::addRecover(app, result.status);
    commands::addReport(app, result.status);
    commands::addRoom(app, result.status);
    commands::addRunbook(app, result.status);
    commands::addProposal(app, result.status);
    commands::addScorecard(app, result.status);
    commands::addSecret(app, result.status);
    commands::addSettings(app, result.status);
    commands::addSources(app, result.status);
    commands::addShot(app, result.status);
    commands::addSpread(app, result.status);
    commands::addTrace(app, result.status);
    commands::addVerify(app, result.status);
    commands::addWhatIf(app, result.status);

    app.parse_complete_callback([&app] { watchLongCommand(app); });
    try {
        app.parse(argc, argv);
        for (const CLI::Option* option :
             {live, ring, roleFile, readOnly, called, shared, opened, told, measured, second}) {
            if (option->count() > 0 && !app.get_subcommands().empty())
                throw CLI::ExcludesError(option->get_name(),
                                         app.get_subcommands().front()->get_name());
        }
    } catch (const CLI::ParseError& error) {
        const bool isUnknown =
            dynamic_cast<const CLI::Success*>(&error) == nullptr && isUnknownWord(app, file);
        result.status =
            isUnknown ? reportUnknownWord(app, file) : reportUsage(app, error, argc, argv);
        return result;
    }
    if (!drillWindow.isRequested && isUnknownWord(app, file)) {
        result.status = reportUnknownWord(app, file);
        return result;
    }
    if (!name.empty())
        commands::setOperatorName(name);
    // How a desktop names a file that it opens.
    if (const QUrl url(QString::fromStdString(file)); url.isLocalFile())
        file = url.toLocalFile().toStdString();
    constexpr std::string_view scheme = "plumbline://";
    if (linkText.empty() && file.compare(0, scheme.size(), scheme) == 0)
        linkText = std::exchange(file, {});
    std::optional<items::ReadViewState> link;
    if (!linkText.empty()) {
        auto read = items::viewStateFromLink(linkText);
        if (!read) {
            result.status = commands::report(read.error());
            return result;
        }
        link = std::move(*read);
    }
    if (!roomUrl.empty())
        qputenv("PLUMBLINE_ROOM", QByteArray::fromStdString(roomUrl)); // as if it had been set
    if (drillWindow.isRequested) {
        result.window = WindowRequest{.kind = WindowRequest::Kind::Demo,
                                      .recording = drillWindow.recording,
                                      .profile = {},
                                      .keep = {},
                                      .roles = drillWindow.roles,
                                      .isReadOnly = drillWindow.isReadOnly,
                                      .scenario = drillWindow.scenario,
                                      .seed = drillWindow.seed,
                                      .speed = drillWindow.speed,
                                      .controlPort = drillWindow.controlPort,
                                      .isMixed = drillWindow.isMixed,
                                      .from = drillWindow.from,
                                      .outward = drillWindow.outward};
    } else if (app.get_subcommands().empty()) {
        result.window = WindowRequest{};
        result.window->profile = profile;
        result.window->roles = roles;
        result.window->isReadOnly = isReadOnly;
        result.window->outward = outward;
        result.window->isNewWindow = isNewWindow;
        for (const CLI::Option* option :
             {live, ring, roleFile, readOnly, called, shared, told, measured})
            result.window->isBare = result.window->isBare && option->count() == 0;
        if (ring->count() > 0)
            result.window->keep = keep;
        if (!file.empty() || link) {
            result.window->kind = WindowRequest::Kind::Recording;
            result.window->recording = file;
            result.window->link = std::move(link);
            openIfBundle(result);
        }
    }
    return result;
}
