// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/sources/setupwords.h"

#include "models/items/linkmodel.h"
#include "widgets/common/formats.h"
#include "widgets/common/plaintext.h"
#include "widgets/sources/setuppanel.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

using namespace Qt::StringLiterals;

namespace sources {

namespace {

namespace reasons = telemetry::refusal;

constexpr auto kClockOff = std::chrono::minutes(1);
constexpr int kLongestService = 80; // characters

QString endpointName(const std::string& source)
{
    return source == "otlp-http" ? u"OTLP/HTTP"_s
        : source == "otlp-grpc"  ? u"OTLP/gRPC"_s
                                 : common::safeLine(source, kLongestService);
}

QString httpOf(const Endpoints& endpoints)
{
    return endpoints.http.isEmpty() ? SetupPanel::tr("the address") : endpoints.http;
}

// What was wrong, and what to do.
QString whatToDo(const std::string& reason, const Endpoints& endpoints)
{
    if (reason == reasons::kNoToken)
        return SetupPanel::tr(
            "it had no token, or a wrong one (401). What the console's token file holds "
            "belongs into the header authorization, after \"Bearer \".");
    if (reason == reasons::kWrongPath)
        return SetupPanel::
            tr("it went to a path that takes no telemetry (404). Where the client adds the path "
               "itself the address is %1; where it wants the whole address, as in "
               "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, it is %1/v1/traces.")
                .arg(httpOf(endpoints));
    if (reason == reasons::kHttp2)
        return endpoints.grpc.isEmpty()
            ? SetupPanel::tr("it was gRPC, and OTLP/HTTP is received there. Set the protocol to "
                             "http/protobuf.")
            : SetupPanel::tr(
                  "it was gRPC, and OTLP/HTTP is received there. Send it to %1, or set the "
                  "protocol to http/protobuf.")
                  .arg(endpoints.grpc);
    if (reason == reasons::kTls)
        return SetupPanel::tr(
            "it was TLS, and plain text is received there. Write http:// for https://, or "
            "give the console a certificate: File > Receiving….");
    if (reason == reasons::kPlainText)
        return SetupPanel::tr(
            "it was plain text, and TLS is received there. Write https:// for http://.");
    if (reason == reasons::kUntrusted)
        return SetupPanel::tr(
            "the client does not trust the console's certificate. Give it the certificate "
            "of who signed the console's, and send to a name that stands in that one.");
    if (reason == reasons::kContentType)
        return SetupPanel::tr(
            "its content type was not that of OTLP (415). Set the protocol to http/protobuf "
            "or http/json.");
    if (reason == reasons::kWrongService)
        return SetupPanel::tr(
            "it called a gRPC service that takes no telemetry. The protocol has to be OTLP.");
    if (reason == reasons::kTooLarge || reason == reasons::kNoMessage)
        return SetupPanel::tr(
            "it was larger than is taken, or not whole. Let the client send smaller "
            "batches.");
    if (reason == reasons::kBrowser)
        return SetupPanel::tr(
            "a page in a browser sent it (403). That is taken with a token only: File > "
            "Receiving….");
    if (reason == reasons::kQueueFull || reason == reasons::kTooMuch
        || reason == reasons::kConnections)
        return SetupPanel::tr("too much came at once. Clients send it again by themselves.");
    if (reason == reasons::kMalformed)
        return SetupPanel::tr("it was no well-formed HTTP request (400). Look whether what was "
                              "given this address speaks OTLP.");
    if (reason == reasons::kBrokenOff)
        return SetupPanel::tr("it broke off before all of it had come. Look whether a proxy in "
                              "between, or a time limit of the client, ends it.");
    return common::safeLine(reason) + u'.';
}

// Of a sentence of the mapping report: how it opens, and what brings the missing thing.
struct Advice
{
    std::string_view opening;
    const char* text; // %1: what has the content sent
};
constexpr std::array kAdvice{
    Advice{"No answers captured",
           QT_TRANSLATE_NOOP("sources::SetupPanel", "No answers captured. Switched on by: %1")},
    Advice{"No prompts captured",
           QT_TRANSLATE_NOOP("sources::SetupPanel", "No prompts captured. Switched on by: %1")},
    Advice{"No service.version",
           QT_TRANSLATE_NOOP("sources::SetupPanel",
                             "No service.version. Switched on by: "
                             "OTEL_RESOURCE_ATTRIBUTES=service.version=1.2.3")},
    Advice{"No conversation id",
           QT_TRANSLATE_NOOP("sources::SetupPanel",
                             "No conversation id. Set gen_ai.conversation.id or session.id on the "
                             "spans.")},
    Advice{"No prompt version",
           QT_TRANSLATE_NOOP("sources::SetupPanel",
                             "No prompt version. Set gen_ai.prompt.version on the spans.")},
};

} // namespace

QString refusalText(const telemetry::Refusal& refusal, const Endpoints& endpoints,
                    telemetry::Timestamp now)
{
    const telemetry::Duration age = std::max(telemetry::Duration::zero(), now - refusal.last);
    return SetupPanel::tr("✕ Something came to %1 %2 and was sent away: %3")
        .arg(endpointName(refusal.source), common::agoText(age),
             whatToDo(refusal.reason, endpoints));
}

QString arrivedText(const std::string& service, const store::SourceMapping* mapping,
                    telemetry::Duration age)
{
    const bool isSpan = mapping != nullptr && mapping->generations > 0;
    return (isSpan ? SetupPanel::tr("● First span of %1 arrived %2")
                   : SetupPanel::tr("● First telemetry of %1 arrived %2"))
        .arg(common::safeLine(service, kLongestService),
             common::agoText(std::max(telemetry::Duration::zero(), age)));
}

QStringList missingTexts(const store::SourceMapping& mapping, const QString& contentSwitch)
{
    QStringList texts;
    for (const store::Lack& lack : mapping.cannotTell) {
        for (const Advice& advice : kAdvice) {
            if (!std::string_view(lack.pattern).starts_with(advice.opening))
                continue;
            const QString text = SetupPanel::tr(advice.text);
            texts << u"⊘ "_s + (text.contains(u"%1"_s) ? text.arg(contentSwitch) : text);
        }
    }
    return texts;
}

QString clockText(const telemetry::LinkStatus& link)
{
    if (!link.skew || std::chrono::abs(*link.skew) < kClockOff)
        return {};
    return SetupPanel::
        tr("◆ Its clock is %1 of this machine's: its times are shown as it tells them. Let both "
           "set their clocks by the network (NTP).")
            .arg(items::skewText(link));
}

} // namespace sources
