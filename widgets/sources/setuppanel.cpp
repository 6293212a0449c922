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

#include <array>

using namespace Qt::StringLiterals;

namespace sources {

namespace {

// %1 is the address of OTLP/HTTP, %2 that of gRPC.
struct Client
{
    const char* name;
    const char* settings;
    bool needsGrpc = false;
};
constexpr std::array kClients{
    Client{QT_TRANSLATE_NOOP("sources::SetupPanel", "OpenTelemetry, over HTTP"),
           "export OTEL_EXPORTER_OTLP_ENDPOINT=%1\n"
           "export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf\n"
           "export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true"},
    Client{QT_TRANSLATE_NOOP("sources::SetupPanel", "OpenTelemetry, over gRPC"),
           "export OTEL_EXPORTER_OTLP_ENDPOINT=%2\n"
           "export OTEL_EXPORTER_OTLP_PROTOCOL=grpc\n"
           "export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true",
           true},
    Client{QT_TRANSLATE_NOOP("sources::SetupPanel", "OpenLLMetry (Traceloop)"),
           "export TRACELOOP_BASE_URL=%1\n"
           "export TRACELOOP_TRACE_CONTENT=true"},
    Client{QT_TRANSLATE_NOOP("sources::SetupPanel", "Langfuse SDK"),
           "export LANGFUSE_BASE_URL=%1\n"
           "export LANGFUSE_PUBLIC_KEY=plumbline\n"
           "export LANGFUSE_SECRET_KEY=plumbline   # the token, where one is set"},
    Client{QT_TRANSLATE_NOOP("sources::SetupPanel", "OpenTelemetry Collector"),
           "exporters:\n"
           "  otlphttp/plumbline:\n"
           "    endpoint: %1\n"
           "# and name otlphttp/plumbline in the exporters of each pipeline"},
};
constexpr int kTextLines = 5;

} // namespace

SetupPanel::SetupPanel(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel(tr("Connect a service: set this where it runs, and start it anew"), this))
    , m_client(new QComboBox(this))
    , m_text(new QPlainTextEdit(this))
    , m_copy(new QPushButton(tr("Copy"), this))
    , m_arrived(new QLabel(this))
{
    m_client->setAccessibleName(tr("What the service sends with"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("Settings for the service"));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_arrived->setTextFormat(Qt::PlainText);
    auto* close = new QPushButton(tr("Close"), this);
    auto* top = new QHBoxLayout;
    top->setSpacing(common::kSpace2);
    top->addWidget(m_title, 1);
    top->addWidget(m_client);
    top->addWidget(m_copy);
    top->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace2);
    layout->setSpacing(common::kSpace2);
    layout->addLayout(top);
    layout->addWidget(m_text);
    layout->addWidget(m_arrived);
    connect(m_client, &QComboBox::currentIndexChanged, this, &SetupPanel::showSettings);
    connect(m_copy, &QPushButton::clicked, this, &SetupPanel::copySettings);
    connect(close, &QPushButton::clicked, this, &SetupPanel::closed);
    connect(&theme, &common::Theme::changed, this, &SetupPanel::restyle);
    setArrived({});
    restyle();
}

void SetupPanel::setEndpoints(const Endpoints& endpoints)
{
    if (endpoints == m_endpoints && m_client->count() > 0)
        return;
    m_endpoints = endpoints;
    m_client->clear();
    for (std::size_t i = 0; i < kClients.size(); ++i) {
        if (!kClients[i].needsGrpc || !endpoints.grpc.isEmpty())
            m_client->addItem(tr(kClients[i].name), static_cast<int>(i));
    }
    showSettings();
}

void SetupPanel::showSettings()
{
    const int index = m_client->currentData().toInt();
    const auto at = static_cast<std::size_t>(index);
    QString text;
    if (m_client->count() > 0 && at < kClients.size())
        text = QString::fromLatin1(kClients[at].settings)
                   .replace(u"%1"_s, m_endpoints.http)
                   .replace(u"%2"_s, m_endpoints.grpc);
    m_text->setPlainText(text);
    m_copy->setText(tr("Copy"));
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

void SetupPanel::setArrived(const QString& service)
{
    m_arrived->setText(service.isEmpty()
                           ? tr("? Waiting for the first span …")
                           : tr("● The first telemetry has come, from %1").arg(service));
    m_arrived->setAccessibleName(m_arrived->text());
}

void SetupPanel::restyle()
{
    m_title->setFont(m_theme.font(common::TextSize::Body, true));
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(m_theme.font(common::TextSize::Body).pixelSize());
    m_text->setFont(fixed);
    m_text->setFixedHeight(QFontMetrics(fixed).lineSpacing() * kTextLines + 2 * common::kSpace2);
}

} // namespace sources
