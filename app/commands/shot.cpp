// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/budgetwatch.h"
#include "app/commands/judgefile.h"
#include "app/commands/outcome.h"
#include "app/commands/windowcommands.h"
#include "app/demosession.h"
#include "app/pictures.h"
#include "models/drivers/driver.h"
#include "models/items/viewstate.h"
#include "models/store/reader.h"
#include "models/telemetry/timetext.h"
#include "widgets/common/theme.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

using telemetry::ErrorKind;

// A page of the window, and what of it.
struct PicturePlace
{
    MainWindow::View view = MainWindow::View::Health;
    const char* section = ""; // of a service's health page
    bool isOfAll = false; // what it shows is no service's
    bool isMetrics = false;
    bool isGrouped = false;
    bool isShared = false;
};

const std::map<std::string, PicturePlace> kViews{
    {"fleet", {.isOfAll = true}},
    {"health", {}},
    {"objectives", {.section = "budgets"}},
    {"versions", {.section = "versions"}},
    {"distribution", {.section = "spread"}},
    {"judges", {.section = "judges"}},
    {"traffic", {.section = "traffic"}},
    {"suspects", {.view = MainWindow::View::Suspects}},
    {"clusters", {.view = MainWindow::View::Suspects, .isGrouped = true}},
    {"shared", {.view = MainWindow::View::Suspects, .isShared = true}},
    {"trace", {.view = MainWindow::View::Trace}},
    {"spread", {.view = MainWindow::View::Spread}},
    {"explore", {.view = MainWindow::View::Explore}},
    {"runbook", {.view = MainWindow::View::Runbook}},
    {"incident", {.view = MainWindow::View::Incident}},
    {"sources", {.view = MainWindow::View::Sources, .isOfAll = true}},
    {"metrics", {.view = MainWindow::View::Sources, .isOfAll = true, .isMetrics = true}}};

// How much of a drill --demo plays before it takes the picture, and how fast.
constexpr double kDemoSpeed = 6;
constexpr auto kDemoTime = std::chrono::seconds(15);

struct ShotOptions
{
    std::string file;
    bool isDemo = false;
    std::string view;
    std::string at;
    std::string span;
    std::string known; // empty: as the window would open it
    std::string trace;
    std::string link;
    std::string service;
    std::string driver;
    std::string outcome;
    std::vector<std::string> objectives;
    std::string golden;
    std::string size = "1440x900";
    double scale = 1;
    std::string theme = "dark";
    std::string density = "comfortable";
    int textPercent = common::kUsualText;
    bool isUnread = false;
    bool isFixed = false;
    std::string output;
};

telemetry::Result<QSize> sizeFrom(const std::string& text)
{
    const auto cross = text.find('x');
    const auto number = [](std::string_view digits) {
        int value = 0;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return error == std::errc{} && end == digits.data() + digits.size() ? value : -1;
    };
    const std::string_view view(text);
    const int width = cross == std::string::npos ? -1 : number(view.substr(0, cross));
    const int height = cross == std::string::npos ? -1 : number(view.substr(cross + 1));
    if (width < 640 || height < 400 || width > 8000 || height > 8000)
        return telemetry::failure(
            ErrorKind::Usage,
            "'" + text + "' is no size: write WIDTHxHEIGHT, from 640x400 to 8000x8000.");
    return QSize(width, height);
}

telemetry::Result<void> takeExplore(const ShotOptions& options, PictureRequest& request)
{
    if (request.view != MainWindow::View::Explore
        && !(options.driver.empty() && options.outcome.empty()))
        return telemetry::failure(ErrorKind::Usage,
                                  "--driver and --outcome are of --view explore.");
    if (!options.driver.empty()) {
        if (const auto driver = drivers::driverFrom(options.driver); !driver)
            return tl::make_unexpected(driver.error());
    }
    request.driver = QString::fromStdString(options.driver);
    request.outcome = QString::fromStdString(options.outcome);
    return {};
}

// What a drill that is drawn as it goes cannot be asked for.
telemetry::Result<void> takeLive(const ShotOptions& options, PictureRequest& request)
{
    if (options.isFixed && !options.isDemo)
        return telemetry::failure(ErrorKind::Usage,
                                  "--fixed is of --demo: in a recording nothing more comes in.");
    if (options.isFixed && !(options.at.empty() && options.trace.empty() && options.link.empty()))
        return telemetry::failure(ErrorKind::Usage,
                                  "--demo --fixed is drawn live: --at, --trace and --open have no "
                                  "meaning there.");
    if (options.isDemo && options.view == "runbook"
        && !(options.at.empty() && options.trace.empty() && options.service.empty()))
        return telemetry::failure(
            ErrorKind::Usage,
            "--demo --view runbook is drawn live, of the alarm the drill raises: "
            "--at, --trace and --service have no meaning there.");
    request.isFixed = options.isFixed;
    return {};
}

telemetry::Result<PictureRequest> parse(const ShotOptions& options)
{
    PictureRequest request;
    if (options.file.empty() != options.isDemo)
        return telemetry::failure(ErrorKind::Usage, "Name a recording, or --demo, and not both.");
    if (const auto taken = takeLive(options, request); !taken)
        return tl::make_unexpected(taken.error());
    const PicturePlace& place = kViews.at(options.view);
    request.section = place.section;
    request.isMetrics = place.isMetrics;
    if (!request.section.empty() && options.service.empty())
        return telemetry::failure(ErrorKind::Usage,
                                  "--view " + options.view
                                      + " is of one service: name it with --service.");
    // The picture would be the same, and seem to be of one service.
    if (place.isOfAll && !options.service.empty())
        return telemetry::failure(ErrorKind::Usage,
                                  "--view " + options.view
                                      + " shows all services: --service has no meaning there.");
    request.recording = options.file;
    request.view = place.view;
    request.isGrouped = place.isGrouped;
    request.isShared = place.isShared;
    const auto size = sizeFrom(options.size);
    if (!size)
        return tl::make_unexpected(size.error());
    request.size = *size;
    if (!options.at.empty()) {
        const auto at = telemetry::timestampFromText(options.at);
        if (!at)
            return tl::make_unexpected(at.error());
        request.at = *at;
    }
    if (!options.span.empty()) {
        const auto span = telemetry::durationFromText(options.span);
        if (!span)
            return tl::make_unexpected(span.error());
        request.span = *span;
    }
    if (!options.known.empty()) {
        if (options.isDemo)
            return telemetry::failure(ErrorKind::Usage,
                                      "--as-known is of a recording: a drill is drawn live.");
        request.isKnownNow = options.known == "now";
    }
    if (!options.trace.empty()) {
        request.trace = telemetry::traceIdFromHex(options.trace);
        if (!request.trace)
            return telemetry::failure(ErrorKind::Usage,
                                      "'" + options.trace
                                          + "' is no trace id: 32 hexadecimal digits are wanted.");
    }
    if (!options.link.empty()) {
        if (request.view != MainWindow::View::Trace || !options.trace.empty())
            return telemetry::failure(ErrorKind::Usage,
                                      "--open is of --view trace, and names the trace itself.");
        auto link = items::viewStateFromLink(options.link);
        if (!link)
            return tl::make_unexpected(link.error());
        if (!link->state.trace)
            return telemetry::failure(ErrorKind::Usage, "The link of --open names no trace.");
        request.link = std::move(link->state.trace);
    }
    request.service = QString::fromStdString(options.service);
    if (const auto taken = takeExplore(options, request); !taken)
        return tl::make_unexpected(taken.error());
    if (!options.objectives.empty()) {
        auto objectives = objectivesOf(options.objectives);
        if (!objectives)
            return tl::make_unexpected(objectives.error());
        request.objectives = std::move(*objectives);
    }
    if (!options.golden.empty()) {
        auto golden = goldenSetOf(options.golden);
        if (!golden)
            return tl::make_unexpected(golden.error());
        request.golden = std::move(*golden);
    }
    if (!std::isfinite(options.scale)) // which no range keeps out
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "--scale takes a number from 0.5 to 4.");
    request.scale = options.scale;
    request.look = {.theme = QString::fromStdString(options.theme),
                    .density = options.density == "compact" ? common::Density::Compact
                                                            : common::Density::Comfortable,
                    .textPercent = options.textPercent};
    if (options.isUnread && options.file.empty())
        return telemetry::failure(ErrorKind::Usage,
                                  "--unread is of a recording: a drill is drawn as it goes.");
    request.isUnread = options.isUnread;
    request.output = QString::fromStdString(options.output);
    return request;
}

telemetry::Result<std::string> recordDemo()
{
    auto demo = DemoSession::start({.speed = kDemoSpeed, .recording = {}, .pipeline = {}});
    if (!demo)
        return tl::make_unexpected(demo.error());
    std::this_thread::sleep_for(kDemoTime);
    if (auto finished = (*demo)->finish(); !finished)
        return tl::make_unexpected(finished.error());
    return (*demo)->recording();
}

int run(const ShotOptions& options)
{
    auto request = parse(options);
    if (!request)
        return report(request.error());
    // A runbook is worked live: its picture is of a drill with the lever armed. The time stands
    // only where it could go on.
    if (options.isDemo && !options.isFixed && request->view != MainWindow::View::Runbook) {
        const auto recording = recordDemo();
        if (!recording)
            return report(recording.error());
        request->recording = *recording;
    }
    const auto taken = takePicture(*request);
    return taken ? 0 : report(taken.error());
}

} // namespace

void addShot(CLI::App& app, int& status)
{
    auto options = std::make_shared<ShotOptions>();
    std::vector<std::string> views;
    for (const auto& [name, place] : kViews)
        views.push_back(name);
    CLI::App* command =
        app.add_subcommand("shot", "A picture of one view, drawn by the window's own widgets");
    command->add_option("FILE", options->file, "The recording");
    command->add_flag("--demo", options->isDemo,
                      "A quick drill instead of FILE; with --view runbook its lever is armed");
    command
        ->add_option("--view", options->view,
                     "Which view; fleet is health with no service chosen; objectives, versions, "
                     "distribution, judges and traffic are parts of a service's page, clusters and "
                     "shared of the suspects'")
        ->required()
        ->check(CLI::IsMember(views));
    command->add_option("--at", options->at,
                        "As it looked then: RFC 3339, or nanoseconds since the epoch");
    command->add_option("--span", options->span,
                        "How much time is shown, up to then: 5m, 4h; as the window opens when not "
                        "given");
    command
        ->add_option("--as-known", options->known,
                     "What is shown of that time: all that is known now, or what was known then. "
                     "As the window opens it when not given: an imported file now, for it was "
                     "recorded all at once, what was recorded as it happened then")
        ->check(CLI::IsMember({"now", "then"}));
    command->add_option("--trace", options->trace, "The trace to open: 32 hexadecimal digits");
    command->add_option("--open", options->link,
                        "A link into a trace, as the window copies it (View > Copy Link)");
    command->add_option("--service", options->service, "The service to choose in the fleet");
    command->add_option("--driver", options->driver,
                        "Of explore: what may drive the rate, as in plumbline explore");
    command->add_option("--outcome", options->outcome,
                        "Of explore: what counts as bad, as in plumbline explore");
    command
        ->add_option("--objectives", options->objectives,
                     "Objectives whose budgets are shown; none without it")
        ->type_name("FILE");
    command
        ->add_option("--golden", options->golden,
                     "Answers with known verdicts that judges are held against; none without it")
        ->type_name("FILE");
    command->add_option("--size", options->size, "Width and height of the window")
        ->capture_default_str();
    command->add_option("--scale", options->scale, "Device pixels a pixel")
        ->check(CLI::Range(0.5, 4.0));
    std::vector<std::string> themes;
    for (const QString& name : common::Theme::names())
        themes.push_back(name.toStdString());
    command->add_option("--theme", options->theme, "How it is coloured")
        ->check(CLI::IsMember(themes))
        ->capture_default_str();
    command->add_option("--density", options->density, "How much room rows take")
        ->check(CLI::IsMember({"comfortable", "compact"}))
        ->capture_default_str();
    command->add_option("--text", options->textPercent, "Text size in percent")
        ->check(CLI::Range(common::kSmallestText, common::kLargestText))
        ->capture_default_str();
    command->add_flag("--unread", options->isUnread,
                      "As it looks before anything of the recording was read");
    command->add_flag("--fixed", options->isFixed,
                      "With --demo: the time stands, and what comes in since is behind it");
    command->add_option("--out", options->output, "The PNG file to write")->required();
    command->footer("Example: plumbline shot today.plumb --view health --at 2026-11-24T02:51:07Z "
                    "--out health.png");
    command->callback([options, &status] { status = run(*options); });
}

} // namespace commands
