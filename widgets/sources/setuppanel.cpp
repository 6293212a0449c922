// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/sources/setuppanel.h"

#include "widgets/sources/setupblocks.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPalette>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <cstddef>

using namespace Qt::StringLiterals;

namespace sources {

namespace {

constexpr int kNameLetters = 24; // of a client: longer ones do not widen the window
constexpr qsizetype kMostNames = 3; // of services that are sending already

} // namespace

SetupPanel::SetupPanel(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel(tr("Connect a service: set this where it runs, and restart it"), this))
    , m_client(new QComboBox(this))
    , m_blocks(new SetupBlocks(theme, this))
    , m_note(new QLabel(this))
    , m_arrived(new QLabel(this))
    , m_report(new QPushButton(tr("Show What Was Understood"), this))
    , m_missing(new QLabel(this))
    , m_problems(new QLabel(this))
{
    m_client->setAccessibleName(tr("What the service sends with"));
    m_client->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_client->setMinimumContentsLength(kNameLetters);
    m_blocks->setAccessibleName(tr("Settings for the service"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel* label : {m_title, m_arrived, m_missing, m_problems}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_missing->hide();
    m_problems->hide();
    m_report->hide();
    auto* close = new QPushButton(tr("Close"), this);
    auto* top = new QHBoxLayout;
    top->setSpacing(common::kSpace2);
    top->addWidget(m_client);
    top->addStretch(1);
    top->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace2);
    layout->setSpacing(common::kSpace2);
    layout->addWidget(m_title); // a line of its own, so that it does not widen the window
    layout->addLayout(top);
    auto* state = new QHBoxLayout;
    state->setSpacing(common::kSpace2);
    state->addWidget(m_arrived, 1);
    state->addWidget(m_report, 0, Qt::AlignTop);
    layout->addLayout(state); // what one waits for, in sight however long the settings are
    layout->addWidget(m_missing);
    layout->addWidget(m_problems);
    layout->addWidget(m_note);
    layout->addWidget(m_blocks);
    connect(m_client, &QComboBox::currentIndexChanged, this, &SetupPanel::showSettings);
    connect(close, &QPushButton::clicked, this, &SetupPanel::closed);
    connect(m_report, &QPushButton::clicked, this, &SetupPanel::reportRequested);
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
    // The box is narrow so that the window need not be wide; its list says each name whole.
    m_client->view()->setMinimumWidth(m_client->view()->sizeHintForColumn(0)
                                      + m_client->view()->verticalScrollBar()->sizeHint().width());
    showSettings();
}

void SetupPanel::showSettings()
{
    const auto at = static_cast<std::size_t>(m_client->currentIndex());
    m_blocks->setParts(at < m_clients.size() ? setupParts(m_clients[at].id, m_endpoints)
                                             : std::vector<SetupPart>());
    const QString text = settings().join(u'\n');
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
}

QStringList SetupPanel::settings() const
{
    return m_blocks->texts();
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
    m_report->hide();
}

void SetupPanel::setArrived(const QString& headline, const QStringList& notes)
{
    showState(headline, common::ColorRole::Well);
    m_report->show();
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
    m_note->setFont(m_theme.font(common::TextSize::Small));
    const auto paint = [this](QLabel* label, common::ColorRole role) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, m_theme.color(role));
        label->setPalette(palette);
    };
    paint(m_arrived, m_state);
    paint(m_problems, common::ColorRole::Severity2);
}

} // namespace sources
