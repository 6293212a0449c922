// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/sources/setuppanel.h"

#include <QClipboard>
#include <QComboBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sources {

namespace {

enum class When
{
    Always,
    WithToken,
    WithoutToken,
    WithTls,
};
// $HTTP and $GRPC are the addresses.
struct Line
{
    const char* text = nullptr;
    When when = When::Always;
};
enum class Needs
{
    Http,
    Grpc,
};
struct Client
{
    const char* name;
    Needs needs;
    std::array<Line, 8> lines;
};
// Values of headers are percent-encoded there, and gRPC knows headers in small letters only.
constexpr Line kHeaders{R"(export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer%20<token>")",
                        When::WithToken};
constexpr Line kAuthority{R"(export OTEL_EXPORTER_OTLP_CERTIFICATE="<ca.pem>")", When::WithTls};
constexpr Line kContent{"export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true"};
constexpr std::array kClients{
    Client{QT_TRANSLATE_NOOP("sources::SetupPanel", "OpenTelemetry, over HTTP"),
           Needs::Http,
           {{{"export OTEL_EXPORTER_OTLP_ENDPOINT=$HTTP"},
             {"export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"},
             kHeaders,
             kAuthority,
             kContent}}},
    Client{QT_TRANSLATE_NOOP("sources::SetupPanel", "OpenTelemetry, over gRPC"),
           Needs::Grpc,
           {{{"export OTEL_EXPORTER_OTLP_ENDPOINT=$GRPC"},
             {"export OTEL_EXPORTER_OTLP_PROTOCOL=grpc"},
             kHeaders,
             kAuthority,
             kContent}}},
    Client{QT_TRANSLATE_NOOP("sources::SetupPanel", "OpenLLMetry (Traceloop)"),
           Needs::Http,
           {{{"export TRACELOOP_BASE_URL=$HTTP"},
             {R"(export TRACELOOP_API_KEY="<token>")", When::WithToken},
             kAuthority,
             {"export TRACELOOP_TRACE_CONTENT=true"}}}},
    Client{
        QT_TRANSLATE_NOOP("sources::SetupPanel", "Langfuse SDK"),
        Needs::Http,
        {{{"export LANGFUSE_BASE_URL=$HTTP"},
          {"export LANGFUSE_PUBLIC_KEY=plumbline"},
          {"export LANGFUSE_SECRET_KEY=plumbline", When::WithoutToken},
          {R"(export LANGFUSE_SECRET_KEY="<token>")", When::WithToken},
          kAuthority,
          {R"(export NODE_EXTRA_CA_CERTS="<ca.pem>" SSL_CERT_FILE="<ca.pem>")", When::WithTls}}}},
    Client{QT_TRANSLATE_NOOP("sources::SetupPanel", "OpenTelemetry Collector"),
           Needs::Http,
           {{{"exporters:"},
             {"  otlphttp/plumbline:"},
             {"    endpoint: $HTTP"},
             {R"(    headers: {authorization: "Bearer <token>"})", When::WithToken},
             {R"(    tls: {ca_file: "<ca.pem>"})", When::WithTls},
             {"# and name otlphttp/plumbline in the exporters of each pipeline"}}}},
};
constexpr int kLeastLines = 5;
constexpr qsizetype kMostNames = 3; // of services that are sending already

bool isFor(const Endpoints& endpoints, When when, const QString& url)
{
    switch (when) {
    case When::Always:
        return true;
    case When::WithToken:
        return endpoints.needsToken;
    case When::WithoutToken:
        return !endpoints.needsToken;
    case When::WithTls:
        return url.startsWith(u"https://"_s);
    }
    return false;
}

QString settingsFor(const Client& client, const Endpoints& endpoints)
{
    const QString& url = client.needs == Needs::Grpc ? endpoints.grpc : endpoints.http;
    QStringList lines;
    for (const Line& line : client.lines) {
        if (line.text != nullptr && isFor(endpoints, line.when, url))
            lines << QString::fromLatin1(line.text)
                         .replace(u"$HTTP"_s, endpoints.http)
                         .replace(u"$GRPC"_s, endpoints.grpc);
    }
    return lines.join(u'\n');
}

QString reachable(const QString& url, const QString& host, bool& isEvery)
{
    for (const QString& any : {u"://0.0.0.0:"_s, u"://[::]:"_s}) {
        if (url.contains(any)) {
            isEvery = true;
            return QString(url).replace(any, u"://%1:"_s.arg(host));
        }
    }
    return url;
}

} // namespace

Endpoints reachableFrom(Endpoints endpoints, const QString& host)
{
    endpoints.http = reachable(endpoints.http, host, endpoints.isEveryAddress);
    endpoints.grpc = reachable(endpoints.grpc, host, endpoints.isEveryAddress);
    return endpoints;
}

SetupPanel::SetupPanel(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel(tr("Connect a service: set this where it runs, and start it anew"), this))
    , m_client(new QComboBox(this))
    , m_text(new QPlainTextEdit(this))
    , m_copy(new QPushButton(tr("Copy"), this))
    , m_note(new QLabel(this))
    , m_arrived(new QLabel(this))
{
    m_client->setAccessibleName(tr("What the service sends with"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("Settings for the service"));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_arrived->setTextFormat(Qt::PlainText);
    for (QLabel* label : {m_title, m_arrived})
        label->setWordWrap(true);
    auto* close = new QPushButton(tr("Close"), this);
    auto* top = new QHBoxLayout;
    top->setSpacing(common::kSpace2);
    top->addWidget(m_client);
    top->addWidget(m_copy);
    top->addStretch(1);
    top->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace2);
    layout->setSpacing(common::kSpace2);
    layout->addWidget(m_title); // a line of its own, so that it does not widen the window
    layout->addLayout(top);
    layout->addWidget(m_text);
    layout->addWidget(m_note);
    layout->addWidget(m_arrived);
    connect(m_client, &QComboBox::currentIndexChanged, this, &SetupPanel::showSettings);
    connect(m_copy, &QPushButton::clicked, this, &SetupPanel::copySettings);
    connect(close, &QPushButton::clicked, this, &SetupPanel::closed);
    connect(&theme, &common::Theme::changed, this, &SetupPanel::restyle);
    setWaiting({});
    restyle();
}

void SetupPanel::setEndpoints(const Endpoints& endpoints)
{
    if (endpoints == m_endpoints && m_client->count() > 0)
        return;
    m_endpoints = endpoints;
    m_client->clear();
    for (std::size_t i = 0; i < kClients.size(); ++i) {
        const bool isThere =
            !(kClients[i].needs == Needs::Grpc ? endpoints.grpc : endpoints.http).isEmpty();
        if (isThere)
            m_client->addItem(tr(kClients[i].name), static_cast<int>(i));
    }
    showSettings();
}

void SetupPanel::showSettings()
{
    const auto at = static_cast<std::size_t>(m_client->currentData().toInt());
    const QString text = m_client->count() > 0 && at < kClients.size()
        ? settingsFor(kClients[at], m_endpoints)
        : QString();
    m_text->setPlainText(text);
    m_copy->setText(tr("Copy"));
    QStringList notes;
    if (text.contains(u"<token>"_s))
        notes << tr("<token>: what the console's token file holds.");
    if (text.contains(u"<ca.pem>"_s))
        notes << tr(
            "<ca.pem>: a file with the certificate of who signed the console's, or with the "
            "console's own; not needed where the service trusts it already.");
    if (m_endpoints.isEveryAddress)
        notes << tr("The console listens on all addresses of this machine; where the service does "
                    "not know its name, write one of them.");
    m_note->setText(notes.join(u'\n'));
    m_note->setVisible(!notes.isEmpty());
    fitText();
}

void SetupPanel::fitText()
{
    const int lines = std::max(kLeastLines, m_text->document()->blockCount());
    m_text->setFixedHeight(QFontMetrics(m_text->font()).lineSpacing() * lines
                           + 2 * common::kSpace2);
}

QString SetupPanel::settings() const
{
    return m_text->toPlainText();
}

void SetupPanel::copySettings()
{
    QGuiApplication::clipboard()->setText(settings());
    m_copy->setText(tr("Copied"));
}

void SetupPanel::setWaiting(const QStringList& sending)
{
    QStringList names = sending.mid(0, kMostNames);
    if (sending.size() > kMostNames)
        names << tr("%n more", "", static_cast<int>(sending.size() - kMostNames));
    m_arrived->setText(names.isEmpty()
                           ? tr("? Waiting for the first span …")
                           : tr("? Waiting for the first span of another service than %1, which "
                                "send already …")
                                 .arg(names.join(u", "_s)));
    m_arrived->setAccessibleName(m_arrived->text());
}

void SetupPanel::setArrived(const QString& service)
{
    m_arrived->setText(tr("● The first telemetry has come, from %1").arg(service));
    m_arrived->setAccessibleName(m_arrived->text());
}

void SetupPanel::restyle()
{
    m_title->setFont(m_theme.font(common::TextSize::Body, true));
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(m_theme.font(common::TextSize::Body).pixelSize());
    m_text->setFont(fixed);
    m_note->setFont(m_theme.font(common::TextSize::Small));
    fitText();
}

} // namespace sources
