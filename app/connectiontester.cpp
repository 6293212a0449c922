// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/connectiontester.h"

#include "app/commands/pulllist.h"
#include "app/session.h"
#include "models/actuation/httplevergateway.h"
#include "models/net/httpclient.h"
#include "models/pull/sourceprofile.h"
#include "models/pull/sourcetest.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;
using net::ConnectionVerdict;

namespace {

constexpr std::chrono::seconds kTestLimit(5);
constexpr int kLongestVerdict = 500; // characters
constexpr int kMethodNotAllowed = 405;

} // namespace

ConnectionVerdict testEndpoint(const std::string& url, bool isGrpc, const std::atomic<bool>* cancel)
{
    net::ClientRequest request;
    request.url = url + "/v1/traces";
    request.timeout = kTestLimit;
    const net::ConnectionAsked asked{.url = request.url,
                                     .kind = isGrpc ? "OTLP/gRPC" : "OTLP/HTTP",
                                     .secret = {},
                                     .hasSecret = false,
                                     .connectTimeout = request.connectTimeout,
                                     .timeout = request.timeout};
    net::HttpClient client;
    net::Exchange exchange = client.perform(request, cancel);
    // Who speaks HTTP/2 only answers with what is no HTTP/1.1: it is there.
    const bool isThere = isGrpc ? exchange.state == net::ExchangeState::Replied
            || (exchange.state == net::ExchangeState::SentNoReply
                && exchange.fault == net::ExchangeFault::Other)
                                : exchange.status == kMethodNotAllowed;
    if (isThere) {
        exchange.state = net::ExchangeState::Replied;
        exchange.status = 200;
    }
    return net::judgeConnection(exchange, asked);
}

ConnectionTester::ConnectionTester(const Session& session, common::MessageBar& bar, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_bar(bar)
{
    m_worker.setMaxThreadCount(1);
}

ConnectionTester::~ConnectionTester()
{
    m_isStopped = true;
    m_worker.waitForDone();
}

void ConnectionTester::testSource(const QString& source)
{
    const bool isGrpc = source == u"otlp-grpc"_s;
    const QString shown = common::safeLine(source.toStdString(), kLongestVerdict);
    if (isGrpc || source == u"otlp-http"_s) {
        const std::string url = (isGrpc ? m_session.grpcUrl() : m_session.httpUrl()).toStdString();
        if (url.empty())
            return m_bar.say(common::MessageBar::Kind::Warning,
                             tr("✕ %1 is not listened on here.").arg(shown));
        return start(shown,
                     [this, url, isGrpc] { return testEndpoint(url, isGrpc, &m_isStopped); });
    }
    // By its name only: what a recording calls a source is no file to be read.
    const std::string name = source.section(u'/', 0, 0).toStdString();
    const std::vector<std::string> known = pull::sourceNames(commands::sourceFolder());
    if (std::ranges::find(known, name) == known.end())
        return m_bar.say(common::MessageBar::Kind::Info,
                         tr("%1 is no endpoint and no source that is known here by its name: there "
                            "is nothing to test. A source in a file is tested by plumbline sources "
                            "test --source FILE.")
                             .arg(shown));
    auto profile = pull::loadSource(name, commands::sourceFolder());
    if (!profile)
        return m_bar.say(
            common::MessageBar::Kind::Warning,
            tr("✕ %1: %2").arg(shown, common::safeLine(profile.error().message, kLongestVerdict)));
    start(shown, [this, kept = std::make_shared<const pull::SourceProfile>(std::move(*profile))] {
        return pull::testSource(*kept, {}, kTestLimit, &m_isStopped);
    });
}

void ConnectionTester::testControlPlane()
{
    auto* gateway = dynamic_cast<actuation::HttpLeverGateway*>(m_session.levers());
    if (gateway == nullptr)
        return m_bar.say(
            common::MessageBar::Kind::Info,
            tr("No control plane is connected. Start plumbline with --profile, which names one."));
    const actuation::Profile& profile = gateway->profile();
    start(common::safeLine(profile.title.empty() ? profile.id : profile.title, kLongestVerdict),
          [this, gateway] { return gateway->test({}, &m_isStopped); });
}

void ConnectionTester::start(const QString& name, Work work)
{
    if (m_isBusy)
        return m_bar.say(common::MessageBar::Kind::Info, tr("A test is under way already."));
    m_isBusy = true;
    m_bar.say(common::MessageBar::Kind::Info, tr("%1 is being tested…").arg(name));
    m_worker.start([this, name, work = std::move(work)] {
        const ConnectionVerdict verdict = work();
        QMetaObject::invokeMethod(
            this, [this, name, verdict] { take(name, verdict); }, Qt::QueuedConnection);
    });
}

void ConnectionTester::take(const QString& name, const ConnectionVerdict& verdict)
{
    m_isBusy = false;
    const QString text = common::safeLine(verdict.text, kLongestVerdict);
    switch (verdict.state) {
    case ConnectionVerdict::State::Well:
        m_bar.say(common::MessageBar::Kind::Info, tr("● %1: %2").arg(name, text));
        break;
    case ConnectionVerdict::State::Slow:
        m_bar.say(common::MessageBar::Kind::Warning, tr("◆ %1: %2").arg(name, text));
        break;
    case ConnectionVerdict::State::Denied:
    case ConnectionVerdict::State::Bad:
        m_bar.say(common::MessageBar::Kind::Warning, tr("✕ %1: %2").arg(name, text));
        break;
    }
    emit finished(verdict.isUsable());
}
