// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/welcome/welcomepage.h"

#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPalette>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace welcome {

namespace {

constexpr int kNameRole = Qt::UserRole + 1; // of a drill, or the path of a file
constexpr int kBriefingRole = Qt::UserRole + 2;
constexpr int kBriefingLines = 5;
constexpr int kWayWidth = 220; // the least of one way

QListWidget* makeList(const QString& name, QWidget* parent)
{
    auto* list = new QListWidget(parent);
    list->setAccessibleName(name);
    list->setTextElideMode(Qt::ElideRight);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setUniformItemSizes(false);
    return list;
}

} // namespace

WelcomePage::WelcomePage(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_bar(new common::MessageBar(theme, this))
    , m_openWork(new QWidget(this))
{
    m_bar->clear();
    auto* openWork = new QHBoxLayout(m_openWork);
    openWork->setContentsMargins(0, 0, 0, 0);
    openWork->setSpacing(common::kSpace3);
    m_openWorkText = addText({}, common::TextSize::Body, false, m_openWork);
    m_openWorkAction = new QPushButton(m_openWork);
    openWork->addWidget(m_openWorkText, 1);
    openWork->addWidget(m_openWorkAction);
    m_openWork->hide();
    auto* ways = new QHBoxLayout;
    ways->setSpacing(common::kSpace6);
    ways->addWidget(buildDrills(), 1);
    ways->addWidget(buildFiles(), 1);
    ways->addWidget(buildConnect(), 1);
    m_atStart = new QCheckBox(tr("&Show this at start"), this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(common::kSpace6, common::kSpace4, common::kSpace6, common::kSpace4);
    layout->setSpacing(common::kSpace3);
    layout->addWidget(addText(tr("Welcome to Plumbline"), common::TextSize::Display, false, this));
    layout->addWidget(addText(tr("For when an AI service is wrong rather than down. Three ways to "
                                 "begin:"),
                              common::TextSize::Body, true, this));
    layout->addWidget(m_bar);
    layout->addWidget(m_openWork);
    layout->addLayout(ways, 1);
    layout->addWidget(m_atStart);
    for (auto* button : findChildren<QPushButton*>())
        button->setAutoDefault(false); // Enter in a list is that list's
    connect(m_openWorkAction, &QPushButton::clicked, this, &WelcomePage::openWorkWanted);
    connect(m_atStart, &QCheckBox::toggled, this, &WelcomePage::shownAtStartChanged);
    connect(&theme, &common::Theme::changed, this, &WelcomePage::restyle);
    restyle();
}

QLabel* WelcomePage::addText(const QString& text, common::TextSize size, bool isQuiet,
                             QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (isQuiet)
        label->setForegroundRole(QPalette::PlaceholderText);
    m_labels.push_back({.label = label, .size = size});
    return label;
}

QWidget* WelcomePage::buildDrills()
{
    auto* way = new QWidget(this);
    way->setMinimumWidth(kWayWidth);
    m_drills = makeList(tr("Drills"), way);
    m_briefing = addText({}, common::TextSize::Small, true, way);
    m_briefing->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    // Room for the longest, so that nothing moves when another is chosen.
    m_briefing->setMinimumHeight(kBriefingLines * m_briefing->fontMetrics().lineSpacing());
    m_startDrill = new QPushButton(tr("Start the &Drill"), way);
    auto* layout = new QVBoxLayout(way);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(common::kSpace2);
    layout->addWidget(addText(tr("Practise"), common::TextSize::Title, false, way));
    layout->addWidget(addText(tr("A fleet of its own goes wrong in a window of its own, levers "
                                 "included: normal traffic first, then a fault to be found and "
                                 "ended. Nothing leaves this machine."),
                              common::TextSize::Body, true, way));
    layout->addWidget(m_drills, 1);
    layout->addWidget(m_briefing);
    layout->addWidget(m_startDrill);
    const auto start = [this] {
        if (const QListWidgetItem* item = m_drills->currentItem())
            emit drillWanted(item->data(kNameRole).toString());
    };
    connect(m_drills, &QListWidget::currentItemChanged, this, &WelcomePage::showBriefing);
    connect(m_drills, &QListWidget::itemActivated, this, start);
    connect(m_startDrill, &QPushButton::clicked, this, start);
    return way;
}

QWidget* WelcomePage::buildFiles()
{
    auto* way = new QWidget(this);
    way->setMinimumWidth(kWayWidth);
    m_files = makeList(tr("Recent recordings and bundles"), way);
    m_noFiles =
        addText(tr("Nothing to look back at yet: this list fills with what this console receives "
                   "and with the files that are opened in it."),
                common::TextSize::Body, true, way);
    m_noFiles->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_openFile = new QPushButton(tr("&Open"), way);
    auto* other = new QPushButton(tr("Another &File…"), way);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(common::kSpace2);
    buttons->addWidget(m_openFile);
    buttons->addWidget(other);
    auto* layout = new QVBoxLayout(way);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(common::kSpace2);
    layout->addWidget(addText(tr("Look back"), common::TextSize::Title, false, way));
    layout->addWidget(
        addText(tr("A recording, or a bundle that a colleague made, opens in a window "
                   "of its own, where nothing can be moved. It takes seconds."),
                common::TextSize::Body, true, way));
    layout->addWidget(m_files, 1);
    layout->addWidget(m_noFiles, 1);
    layout->addLayout(buttons);
    connect(m_files, &QListWidget::currentItemChanged, this, &WelcomePage::updateFileButton);
    connect(m_files, &QListWidget::itemActivated, this, &WelcomePage::wantFile);
    connect(m_openFile, &QPushButton::clicked, this, &WelcomePage::wantFile);
    connect(other, &QPushButton::clicked, this, &WelcomePage::otherFileWanted);
    updateFileButton();
    return way;
}

QWidget* WelcomePage::buildConnect()
{
    auto* way = new QWidget(this);
    way->setMinimumWidth(kWayWidth);
    m_connectText = addText({}, common::TextSize::Body, true, way);
    m_connect = new QPushButton(way);
    auto* layout = new QVBoxLayout(way);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(common::kSpace2);
    layout->addWidget(addText(tr("Connect"), common::TextSize::Title, false, way));
    layout->addWidget(m_connectText);
    layout->addStretch(1);
    layout->addWidget(m_connect);
    connect(m_connect, &QPushButton::clicked, this, &WelcomePage::connectWanted);
    return way;
}

void WelcomePage::setDrills(const std::vector<DrillChoice>& drills)
{
    m_drills->clear();
    for (const DrillChoice& drill : drills) {
        auto* item = new QListWidgetItem(drill.title, m_drills);
        item->setData(kNameRole, drill.name);
        item->setData(kBriefingRole, drill.briefing);
        item->setData(Qt::AccessibleDescriptionRole, drill.briefing);
        item->setToolTip(common::plainToolTip(drill.title));
    }
    m_drills->setCurrentRow(drills.empty() ? -1 : 0);
    m_startDrill->setEnabled(!drills.empty());
    showBriefing();
}

void WelcomePage::showBriefing()
{
    const QListWidgetItem* item = m_drills->currentItem();
    m_briefing->setText(item == nullptr ? QString() : item->data(kBriefingRole).toString());
}

void WelcomePage::setRecent(const std::vector<RecentFile>& files)
{
    const QListWidgetItem* current = m_files->currentItem();
    const QString chosen = current == nullptr ? QString() : current->data(kNameRole).toString();
    {
        const QSignalBlocker blocker(m_files);
        m_files->clear();
        for (const RecentFile& file : files) {
            auto* item = new QListWidgetItem(
                file.name + u'\n'
                    + (file.isMissing ? tr("Missing: it is not there any more") : file.facts),
                m_files);
            item->setData(kNameRole, file.path);
            item->setToolTip(common::plainToolTip(file.path));
            if (file.isMissing)
                item->setFlags(Qt::NoItemFlags);
            else if (file.path == chosen)
                m_files->setCurrentItem(item);
        }
    }
    updateFileButton();
}

void WelcomePage::updateFileButton()
{
    m_files->setVisible(m_files->count() > 0);
    m_noFiles->setVisible(m_files->count() == 0);
    const QListWidgetItem* item = m_files->currentItem();
    m_openFile->setEnabled(item != nullptr && item->flags().testFlag(Qt::ItemIsEnabled));
}

void WelcomePage::wantFile()
{
    const QListWidgetItem* item = m_files->currentItem();
    if (item != nullptr && item->flags().testFlag(Qt::ItemIsEnabled))
        emit fileWanted(item->data(kNameRole).toString());
}

void WelcomePage::setOpenWork(const QString& text, const QString& action)
{
    m_openWorkText->setText(text);
    m_openWorkAction->setText(action);
    m_openWorkAction->setAccessibleDescription(text);
    m_openWork->setVisible(!text.isEmpty());
}

void WelcomePage::setConnectable(const QString& text, const QString& action)
{
    m_connectText->setText(text);
    m_connect->setText(action);
}

void WelcomePage::setShownAtStart(bool on)
{
    const QSignalBlocker blocker(m_atStart);
    m_atStart->setChecked(on);
}

void WelcomePage::restyle()
{
    for (const Styled& styled : m_labels)
        styled.label->setFont(m_theme.font(styled.size, styled.size == common::TextSize::Title));
    m_briefing->setMinimumHeight(kBriefingLines * m_briefing->fontMetrics().lineSpacing());
    QPalette palette = m_openWorkText->palette();
    palette.setColor(QPalette::WindowText, m_theme.color(common::ColorRole::Severity2));
    m_openWorkText->setPalette(palette);
}

} // namespace welcome
