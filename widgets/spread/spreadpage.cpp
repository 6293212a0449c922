// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/spread/spreadpage.h"

#include "models/items/formats.h"
#include "models/items/outputfile.h"
#include "models/spread/quarantine.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/filedialog.h"
#include "widgets/common/fitscroll.h"
#include "widgets/common/flowlayout.h"
#include "widgets/common/keymap.h"
#include "widgets/common/measures.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/spread/spreadgraph.h"
#include "widgets/spread/spreadtable.h"

#include <QBoxLayout>
#include <QDeadlineTimer>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spreadview {

namespace {

constexpr int kRow = 28; // pixels
constexpr int kWideSpread = 560; // from here on what belongs together stands side by side
constexpr int kLowestFound = 250;
constexpr int kLowestStacked = 380;
constexpr int kPatience = 500; // milliseconds

} // namespace

void setUpTable(const common::Theme& theme, QTableView& table, QAbstractItemModel& model)
{
    table.setModel(&model);
    table.setFrameShape(QFrame::NoFrame);
    table.setShowGrid(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setTabKeyNavigation(false);
    table.setWordWrap(false);
    table.verticalHeader()->hide();
    common::keepRows(theme, *table.verticalHeader(), kRow);
    table.horizontalHeader()->setHighlightSections(false);
}

SpreadPage::SpreadPage(items::RecordingQueries& queries, const items::TimeConductor& conductor,
                       const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_conductor(conductor)
    , m_theme(theme)
    , m_follower(queries, conductor)
    , m_message(new common::MessageBar(theme, this))
    , m_empty(new common::EmptyState(theme, this))
    , m_found(new QSplitter(Qt::Vertical, this))
    , m_graph(new SpreadGraph(theme, m_found))
    , m_listed(new QSplitter(Qt::Horizontal, m_found))
    , m_list(new QTableView(m_listed))
{
    m_message->clear();
    m_head = buildHead();
    m_counts = buildCounts();
    setUpTable(m_theme, *m_list, m_model);
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_list->setAccessibleName(tr("Places that hold the statement, in order of time"));
    constexpr std::array kWidths{84, 130, 168, 124, 84, 110};
    for (std::size_t i = 0; i < kWidths.size(); ++i)
        m_list->setColumnWidth(static_cast<int>(i), kWidths[i]);
    m_found->setObjectName(u"spread"_s);
    m_list->setObjectName(u"places"_s);
    m_found->addWidget(m_graph);
    m_found->addWidget(m_listed);
    m_listed->addWidget(buildGroups());
    m_listed->addWidget(m_list);
    m_listed->setStretchFactor(1, 1);
    m_listed->setChildrenCollapsible(false);
    m_found->setStretchFactor(0, 2);
    m_found->setStretchFactor(1, 3);
    m_found->setChildrenCollapsible(false);

    m_found->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    auto* parts = new QWidget;
    auto* around = new QVBoxLayout(this);
    around->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new common::FitScroll(parts, this);
    scroll->setAccessibleName(tr("Where the statement went"));
    around->addWidget(scroll);
    auto* layout = new QVBoxLayout(parts);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(m_message);
    layout->addWidget(m_counts);
    layout->addWidget(m_found, 1);
    layout->addWidget(m_empty, 1);
    m_follower.setActive(false);
    connectParts();
    refresh();
}

QWidget* SpreadPage::buildHead()
{
    auto* head = new QWidget(this);
    m_statement = new QLabel(head);
    m_statement->setTextFormat(Qt::PlainText);
    m_statement->setWordWrap(true);
    common::keepFont(m_theme, *m_statement, common::TextSize::Body, true);
    m_suspect = new QPushButton(tr("Open Its Trace"), head);
    m_stop = new QPushButton(tr("Stop"), head);
    m_export = new QPushButton(tr("Export…"), head);
    m_export->setToolTip(tr("Writes the quarantine list as CSV or JSON"));
    m_headRow = new QBoxLayout(QBoxLayout::LeftToRight, head);
    m_headRow->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3,
                                  common::kSpace2);
    m_headRow->setSpacing(common::kSpace2);
    m_headRow->addWidget(m_statement, 1);
    auto* row = new QHBoxLayout;
    row->setSpacing(common::kSpace2);
    m_headRow->addLayout(row);
    row->addWidget(m_stop);
    row->addWidget(m_suspect);
    row->addWidget(m_export);
    row->addStretch(0);
    return head;
}

QWidget* SpreadPage::buildCounts()
{
    auto* counts = new QWidget(this);
    auto* column = new QVBoxLayout(counts);
    column->setContentsMargins(common::kSpace3, 0, common::kSpace3, common::kSpace2);
    column->setSpacing(common::kSpace1);
    auto* row = new common::FlowLayout(common::kSpace4);
    for (QLabel*& number : m_numbers) {
        number = new QLabel(counts);
        number->setTextFormat(Qt::PlainText);
        common::keepFont(m_theme, *number, common::TextSize::Title);
        row->addWidget(number);
    }
    m_sure = new QLabel(counts);
    m_sure->setTextFormat(Qt::PlainText);
    m_sure->setWordWrap(true);
    m_sure->setForegroundRole(QPalette::PlaceholderText);
    common::keepFont(m_theme, *m_sure, common::TextSize::Small);
    column->addLayout(row);
    column->addWidget(m_sure);
    return counts;
}

// In a narrow page what stands beside each other comes below each other.
void SpreadPage::arrange()
{
    const bool isWide = width() >= m_theme.scaled(kWideSpread);
    m_headRow->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_listed->setOrientation(isWide ? Qt::Horizontal : Qt::Vertical);
    m_found->setMinimumHeight(m_theme.scaled(isWide ? kLowestFound : kLowestStacked));
}

void SpreadPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void SpreadPage::connectParts()
{
    connect(&m_follower, &items::SpreadFollower::changed, this, &SpreadPage::refresh);
    connect(&m_follower, &items::SpreadFollower::failed, this, [this](const QString& reason) {
        m_failure = reason.toStdString();
        refresh();
    });
    connect(m_stop, &QPushButton::clicked, this, [this] { m_follower.stop(); });
    connect(m_export, &QPushButton::clicked, this, &SpreadPage::chooseExport);
    connect(m_suspect, &QPushButton::clicked, this,
            [this] { emit traceRequested(m_follower.suspect().value_or(telemetry::SpanKey())); });
    connect(m_empty, &common::EmptyState::actionTriggered, this, [this] {
        if (m_isEverywhere)
            m_follower.askEverywhere();
        else
            emit suspectsRequested();
    });
    connectGroups();
    connect(&m_theme, &common::Theme::changed, this, &SpreadPage::arrange);
    connect(m_list, &QTableView::activated, this,
            [this](const QModelIndex& index) { openRow(index.row()); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) {
                if (!m_shown || !index.isValid())
                    return;
                const spread::SpreadPlace& wanted = m_model.row(index.row());
                const auto found =
                    std::ranges::find_if(m_shown->places, [&](const spread::SpreadPlace& place) {
                        return place.key == wanted.key && place.kind == wanted.kind
                            && place.statement == wanted.statement && place.first == wanted.first
                            && place.name == wanted.name;
                    });
                if (found != m_shown->places.end())
                    m_graph->choose(static_cast<std::size_t>(found - m_shown->places.begin()));
            });
    connect(m_graph, &SpreadGraph::placeChosen, this, [this](std::size_t place) {
        chooseGroupOf(m_shown->places[place]);
        const int row = m_model.rowOfPlace(m_shown->places[place]);
        if (row >= 0)
            m_list->selectRow(row);
    });
    connect(m_graph, &SpreadGraph::placeOpened, this,
            [this](std::size_t place) { emit traceRequested(m_shown->places[place].key); });
}

void SpreadPage::open(const std::optional<telemetry::SpanKey>& suspect, const std::string& text)
{
    m_failure.clear();
    m_isExportTold = false;
    m_groupList->clearSelection();
    m_groupList->setCurrentIndex({});
    m_follower.setActive(isVisible());
    m_follower.ask(suspect, text);
}

void SpreadPage::openRow(int row)
{
    if (row >= 0 && row < m_model.rowCount())
        emit traceRequested(m_model.row(row).key);
}

std::optional<telemetry::SpanKey> SpreadPage::suspect() const
{
    return m_follower.suspect();
}

void SpreadPage::focusList()
{
    (m_list->isVisible() ? static_cast<QWidget*>(m_list) : this)->setFocus(Qt::OtherFocusReason);
}

std::optional<std::string> SpreadPage::suspectService() const
{
    return m_follower.spread() ? m_follower.spread()->suspectService : std::nullopt;
}

void SpreadPage::refresh()
{
    const auto& spread = m_follower.spread();
    const bool isAny = spread && !spread->places.empty();
    if (spread != m_shown) {
        m_shown = spread;
        if (spread)
            m_failure.clear(); // what failed then has been read since
        showGroups();
        showPlaces();
        m_graph->setSpread(isAny ? spread : nullptr, suspectService());
    }
    m_suspect->setVisible(m_follower.suspect().has_value());
    m_head->setVisible(m_follower.isAsked());
    m_counts->setVisible(isAny);
    m_found->setVisible(isAny);
    m_empty->setVisible(!isAny);
    m_export->setEnabled(isAny);
    m_stop->setVisible(m_follower.isRunning() && !spread);
    QStringList statements;
    if (spread) {
        for (const auto& statement : spread->statements)
            statements << u'“' + common::safeLine(statement.text, 200) + u'”';
    }
    m_statement->setText(statements.isEmpty()        ? m_follower.suspect()
                                        ? tr("Looking for what the answer says…")
                                        : tr("Looking for the text…")
                                    : statements.size() > 3 ? tr("%1 and %2 more sentences")
                                                           .arg(statements.mid(0, 2).join(u' '))
                                                           .arg(statements.size() - 2)
                                                     : statements.join(u' '));
    if (isAny)
        updateCounts();
    tellState();
}

void SpreadPage::updateCounts()
{
    const spread::Spread& spread = *m_follower.spread();
    const spread::SpreadCounts& later = spread.later;
    const auto count = [](std::size_t number) { return static_cast<std::int64_t>(number); };
    m_numbers[0]->setText(
        items::countedText(count(later.services), tr("1 service"), tr("%1 services")));
    m_numbers[1]->setText(
        items::countedText(count(later.pipelines), tr("1 pipeline"), tr("%1 pipelines")));
    m_numbers[2]->setText(
        items::countedText(count(later.answers), tr("1 answer"), tr("%1 answers")));
    m_numbers[3]->setText(
        later.users == 0 && later.answersWithoutUser > 0
            ? tr("users not told")
            : items::countedText(count(later.users), tr("1 user"), tr("%1 users")));
    m_numbers[4]->setText(items::countedText(count(spread.earlier.places), tr("1 place before"),
                                             tr("%1 places before")));
    m_numbers[4]->setVisible(spread.earlier.places > 0);
    QStringList lines;
    for (const std::string& line : spread::suretyOf(spread))
        lines << QString::fromStdString(line);
    m_sure->setText(lines.join(u' '));
}

void SpreadPage::tellState()
{
    if (!m_failure.empty())
        m_message->say(common::MessageBar::Kind::Error, common::safeLine(m_failure));
    else if (!m_isExportTold)
        m_message->clear();
    tellEmpty();
}

void SpreadPage::tellEmpty()
{
    const auto& spread = m_follower.spread();
    m_isEverywhere = spread && !spread::isAnyLookedFor(*spread);
    if (!m_follower.isAsked())
        m_empty->setContent(u"search"_s, tr("Nothing is looked for"),
                            tr("Where a wrong statement went is shown here: choose a suspect and "
                               "%1. Of a text select the part that matters and ask %2.")
                                .arg(common::keymap().withKey(tr("Follow Its Spread"),
                                                              common::KeyCommand::SpreadOfSuspect),
                                     common::keymap().withKey(tr("Where Did This Go?"),
                                                              common::KeyCommand::SpreadOfText)),
                            tr("Show the Suspects"));
    else if (!spread && m_failure.empty())
        m_empty->setContent(u"search"_s, tr("Looking"),
                            tr("Every input, tool argument, document and answer of the recording "
                               "is looked through."));
    else if (!spread)
        m_empty->setContent(u"search"_s, tr("Nothing could be looked for"),
                            common::safeLine(m_failure), tr("Show the Suspects"));
    else if (m_isEverywhere)
        m_empty->setContent(u"search"_s, tr("It was everywhere from the beginning"),
                            tr("What is asked for is in many of the oldest texts of the recording, "
                               "as a template or a disclaimer is: it was not looked for."),
                            tr("Look for It All the Same"));
    else if (spread->places.empty() && spread->unread > 0)
        m_empty->setContent(
            u"search"_s, tr("Looking"),
            tr("Of %1 texts %2 spans may hold it: they are being read.")
                .arg(items::countText(spread->texts), items::countText(spread->unread)));
    else if (spread->places.empty())
        m_empty->setContent(u"search"_s, tr("It stands nowhere else"),
                            tr("None of the %1 texts known at this time holds it.")
                                .arg(items::countText(spread->texts)));
}

void SpreadPage::chooseExport()
{
    const QString path =
        common::askForFileToWrite(this, tr("Export the Quarantine List"), u"quarantine.csv"_s,
                                  {tr("Comma-separated values (*.csv)"), tr("JSON (*.json)")});
    if (!path.isEmpty())
        exportTo(path);
}

void SpreadPage::exportTo(const QString& path)
{
    if (!m_follower.spread())
        return;
    const spread::Spread& spread = *m_follower.spread();
    const std::string content = path.endsWith(u".json"_s, Qt::CaseInsensitive)
        ? spread::quarantineJson(spread)
        : spread::quarantineCsv(spread);
    // Some of who reads a pipe come late; longer than that the window does not stand still.
    const QDeadlineTimer patience(kPatience);
    items::OutputFile file(path, [&patience] { return !patience.hasExpired(); });
    const bool isWritten = file.open() && file.write(content) && file.keep();
    const QString name = common::safeLine(path.toStdString());
    m_isExportTold = true;
    QString reservations; // of which a table says nothing
    for (const std::string& line : spread::suretyOf(spread))
        reservations += u' ' + QString::fromStdString(line);
    if (isWritten)
        m_message->say(
            common::MessageBar::Kind::Info,
            tr("%1 written to %2.")
                    .arg(items::countedText(static_cast<std::int64_t>(spread.places.size()),
                                            tr("1 place"), tr("%1 places")),
                         name)
                + reservations);
    else
        m_message->say(common::MessageBar::Kind::Error,
                       tr("%1 cannot be written: %2. Export it under another name.")
                           .arg(name, file.errorString()));
}

void SpreadPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_follower.setActive(true);
}

void SpreadPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_follower.setActive(false);
}

} // namespace spreadview
