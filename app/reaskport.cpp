// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/reaskport.h"

#include "models/drill/scenario.h"
#include "models/net/secrets.h"
#include "models/objective/textfile.h"
#include "models/reask/asker.h"
#include "models/reask/chatrequest.h"
#include "models/reask/samplerecord.h"

#include <algorithm>
#include <cstdlib>
#include <future>
#include <utility>

using telemetry::Result;

namespace {

std::string variable(const char* name)
{
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

} // namespace

Result<ReaskEndpoint> ReaskEndpoint::fromEnvironment()
{
    ReaskEndpoint endpoint;
    endpoint.url = variable("PLUMBLINE_REASK_ENDPOINT");
    if (!endpoint.url.empty()) { // nobody's keyring is asked for nothing
        const auto token =
            net::resolveSecret({.name = "REASK", .namedFile = {}, .profileFile = {}});
        if (!token)
            return tl::make_unexpected(token.error());
        endpoint.token = *token;
    }
    const std::string path = variable("PLUMBLINE_REASK_PRICES");
    if (path.empty())
        return endpoint;
    const auto text = objective::readTextFile(path);
    if (!text)
        return tl::make_unexpected(text.error());
    auto parsed = sampling::parsePrices(*text);
    if (!parsed.problems.empty())
        return tl::make_unexpected(objective::problemsIn(path, parsed.problems));
    endpoint.prices = std::move(parsed.list);
    return endpoint;
}

ReaskEndpoint ReaskEndpoint::ofDrill(const std::string& url)
{
    ReaskEndpoint endpoint;
    endpoint.url = url;
    const auto services = drill::loadServices();
    if (!services)
        return endpoint;
    for (const drill::Service& service : *services) {
        auto& targets = endpoint.targets[service.name];
        if (!service.models.empty())
            targets.push_back({.model = service.models.front(), .role = "pinned"});
        targets.push_back({.model = service.fallback, .role = "fallback"});
    }
    return endpoint;
}

LiveReaskPort::LiveReaskPort(ReaskEndpoint endpoint, ingest::Pipeline& pipeline, std::string actor,
                             QObject* parent)
    : ReaskPort(parent)
    , m_endpoint(std::move(endpoint))
    , m_pipeline(pipeline)
    , m_actor(std::move(actor))
    , m_cancel(std::make_shared<std::atomic<bool>>(false))
{
    m_worker.setMaxThreadCount(1);
}

LiveReaskPort::~LiveReaskPort()
{
    cancel();
    m_worker.clear();
    m_worker.waitForDone();
}

QString LiveReaskPort::endpoint() const
{
    return QString::fromStdString(reask::hostOf(m_endpoint.url));
}

std::vector<sampling::Target> LiveReaskPort::targetsFor(const telemetry::Generation& suspect) const
{
    std::vector<sampling::Target> targets;
    const auto add = [&](const std::string& model, const char* role) {
        const bool isThere =
            std::ranges::find(targets, model, &sampling::Target::model) != targets.end();
        if (!model.empty() && !isThere && targets.size() < sampling::kMostTargets)
            targets.push_back({.model = model, .role = role});
    };
    add(suspect.modelRequested.empty() ? suspect.modelServed : suspect.modelRequested, "current");
    for (const std::string& service : {suspect.service, std::string()}) {
        const auto found = m_endpoint.targets.find(service);
        if (found == m_endpoint.targets.end())
            continue;
        for (const sampling::Target& target : found->second)
            add(target.model, target.role.c_str());
    }
    return targets;
}

std::vector<std::string> LiveReaskPort::differencesOf(const telemetry::Generation& suspect) const
{
    return reask::differencesOf(suspect);
}

void LiveReaskPort::ask(quint64 request, const telemetry::Generation& suspect,
                        const traceview::ReaskChoices& choices)
{
    if (m_isBusy) {
        const auto refused = telemetry::failure(
            telemetry::ErrorKind::Refused,
            "Another question is being asked again, and one is asked at a time: wait for it, or "
            "cancel it.");
        QMetaObject::invokeMethod(
            this,
            [this, request, answer = traceview::ReaskAnswer(refused)] {
                emit finished(request, answer);
            },
            Qt::QueuedConnection);
        return;
    }
    m_isBusy = true;
    reask::Question question;
    question.suspect = suspect;
    question.endpoint = m_endpoint.url;
    question.token = m_endpoint.token;
    question.timeout = m_endpoint.timeout;
    question.targets = choices.targets;
    question.samplesEach = choices.samplesEach;
    question.temperature = choices.temperature;
    question.maxTokens = choices.maxTokens;
    question.isDifferentAllowed = choices.isDifferentAllowed;
    question.actor = m_actor;
    question.estimate = choices.estimate;
    m_cancel = std::make_shared<std::atomic<bool>>(false);
    m_worker.start([this, request, question = std::move(question), cancel = m_cancel] {
        const auto onGui = [this](auto handle) {
            QMetaObject::invokeMethod(this, std::move(handle), Qt::QueuedConnection);
        };
        const reask::Progress progress{
            .onSample =
                [&](const sampling::Sample& sample) {
                    onGui([this, request, sample] { emit sampleReady(request, sample); });
                },
            .onText =
                [&](std::size_t target, std::size_t number, const std::string& text) {
                    onGui([this, request, target, number, shown = QString::fromStdString(text)] {
                        emit textChanged(request, target, number, shown);
                    });
                }};
        const auto asked = reask::ask(question, cancel.get(), progress);
        if (asked) {
            if (const auto written = record(*asked, question.suspect); !written)
                onGui([this, why = QString::fromStdString(written.error().message)] {
                    emit recordFailed(why);
                });
        }
        onGui([this, request, answer = traceview::ReaskAnswer(asked)] {
            m_isBusy = false;
            emit finished(request, answer);
        });
    });
}

Result<void> LiveReaskPort::record(const sampling::Reask& again,
                                   const telemetry::Generation& suspect)
{
    if (!again.samples.empty()) {
        ingest::RawDelivery delivery;
        delivery.body = reask::tracesOf(again, suspect);
        delivery.source = "re-ask";
        auto given = std::make_shared<std::promise<ingest::Receipt>>();
        auto receipt = given->get_future();
        m_pipeline.submitBlocking(std::move(delivery), [given](ingest::Receipt one) {
            given->set_value(std::move(one));
        });
        const ingest::Receipt got = receipt.get();
        if (got.outcome != ingest::Receipt::Outcome::Committed)
            return telemetry::failure(telemetry::ErrorKind::Unreadable, got.message);
    }
    auto given = std::make_shared<std::promise<Result<telemetry::TimelineEntry>>>();
    auto written = given->get_future();
    m_pipeline.record(reask::entryOf(again), [given](Result<telemetry::TimelineEntry> entry) {
        given->set_value(std::move(entry));
    });
    const auto entry = written.get();
    return entry ? Result<void>() : tl::make_unexpected(entry.error());
}
