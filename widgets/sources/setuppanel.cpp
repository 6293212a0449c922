// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/sources/setuppanel.h"

#include <QClipboard>
#include <QComboBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPalette>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <cstddef>

using namespace Qt::StringLiterals;

namespace sources {

namespace {

constexpr int kLeastLines = 5;
constexpr int kMostLines = 18; // what is longer scrolls
constexpr int kNameLetters = 24; // of a client: longer ones do not widen the window
constexpr qsizetype kMostNames = 3; // of services that are sending already

// As high as its lines, as far as there is room.
class SnippetView final : public QPlainTextEdit
{
public:
    using QPlainTextEdit::QPlainTextEdit;

    int heightOf(int lines) const
    {
        return fontMetrics().lineSpacing() * lines + 2 * common::kSpace2;
    }
    QSize sizeHint() const override
    {
        return {QPlainTextEdit::sizeHint().width(),
                heightOf(std::clamp(document()->blockCount(), kLeastLines, kMostLines))};
    }
};

} // namespace

SetupPanel::SetupPanel(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel(tr("Connect a service: set this where it runs, and restart it"), this))
    , m_client(new QComboBox(this))
    , m_text(new SnippetView(this))
    , m_copy(new QPushButton(tr("Copy"), this))
    , m_note(new QLabel(this))
    , m_arrived(new QLabel(this))
    , m_missing(new QLabel(this))
    , m_problems(new QLabel(this))
{
    m_client->setAccessibleName(tr("What the service sends with"));
    m_client->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_client->setMinimumContentsLength(kNameLetters);
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("Settings for the service"));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel* label : {m_title, m_arrived, m_missing, m_problems}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_missing->hide();
    m_problems->hide();
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
    layout->addWidget(m_missing);
    layout->addWidget(m_problems);
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
    const QString chosen = m_client->currentText();
    {
        const QSignalBlocker blocker(m_client);
        m_client->clear();
        m_clients = setupClients(endpoints);
        for (const SetupClient& client : m_clients)
            m_client->addItem(client.name);
        m_client->setCurrentIndex(std::max(0, m_client->findText(chosen)));
    }
    showSettings();
}

void SetupPanel::showSettings()
{
    const auto at = static_cast<std::size_t>(m_client->currentIndex());
    const QString text =
        at < m_clients.size() ? setupText(m_clients[at].id, m_endpoints) : QString();
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
    const auto& view = static_cast<const SnippetView&>(*m_text);
    m_text->setMinimumHeight(view.heightOf(kLeastLines));
    m_text->setMaximumHeight(std::max(view.heightOf(kLeastLines), view.sizeHint().height()));
    m_text->updateGeometry();
}

QString SetupPanel::settings() const
{
    return m_text->toPlainText();
}

QString SetupPanel::contentSwitch() const
{
    const auto at = static_cast<std::size_t>(m_client->currentIndex());
    return at < m_clients.size() ? m_clients[at].contentSwitch : QString();
}

void SetupPanel::focusClients()
{
    m_client->setFocus(Qt::OtherFocusReason);
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
    showState(names.isEmpty() ? tr("? Waiting for the first span …")
                              : tr("? Waiting for the first span of another service than %1, which "
                                   "send already …")
                                    .arg(names.join(u", "_s)),
              common::ColorRole::TextSecondary);
    m_missing->hide();
}

void SetupPanel::setArrived(const QString& headline, const QStringList& notes)
{
    showState(headline, common::ColorRole::Well);
    m_missing->setText(notes.join(u'\n'));
    m_missing->setAccessibleName(m_missing->text());
    m_missing->setVisible(!notes.isEmpty());
}

void SetupPanel::setProblems(const QStringList& problems)
{
    const QString text = problems.join(u'\n');
    if (text == m_problems->text() && m_problems->isHidden() == text.isEmpty())
        return;
    m_problems->setText(text);
    m_problems->setAccessibleName(text);
    m_problems->setVisible(!text.isEmpty());
}

// The glyph and the words say it; the colour only repeats it.
void SetupPanel::showState(const QString& text, common::ColorRole role)
{
    m_arrived->setText(text);
    m_arrived->setAccessibleName(text);
    if (role == m_state)
        return;
    m_state = role;
    restyle();
}

void SetupPanel::restyle()
{
    m_title->setFont(m_theme.font(common::TextSize::Body, true));
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(m_theme.font(common::TextSize::Body).pixelSize());
    m_text->setFont(fixed);
    m_note->setFont(m_theme.font(common::TextSize::Small));
    const auto paint = [this](QLabel* label, common::ColorRole role) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, m_theme.color(role));
        label->setPalette(palette);
    };
    paint(m_arrived, m_state);
    paint(m_problems, common::ColorRole::Severity2);
    fitText();
}

} // namespace sources
