// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/sources/sourcespage.h"

#include "widgets/common/emptystate.h"
#include "widgets/common/fitscroll.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/sources/fittingtable.h"
#include "widgets/sources/linkdelegate.h"
#include "widgets/sources/mappingview.h"
#include "widgets/sources/metricsview.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sources {

namespace {

constexpr std::chrono::milliseconds kInterval(2000);

} // namespace

SourcesPage::SourcesPage(items::RecordingQueries& queries, const items::TimeConductor& conductor,
                         const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_conductor(conductor)
    , m_theme(theme)
    , m_query(queries, this)
    , m_pacer(conductor, kInterval)
    , m_message(new common::MessageBar(theme, this))
    , m_scroll(new common::FitScroll(new QWidget(this), this))
    , m_setup(new SetupPanel(theme, this))
    , m_table(buildTable())
    , m_mapping(new MappingView(theme, this))
    , m_metrics(new MetricsView(theme, this))
    , m_parts(new QTabWidget(this))
    , m_empty(new common::EmptyState(theme, this))
{
    m_message->clear();
    m_setup->hide();
    m_pacer.setActive(false);
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(u"sources"_s); // the saved layout goes by it
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    m_parts->addTab(m_mapping, tr("What Was Understood"));
    m_parts->addTab(m_metrics, tr("Metrics"));
    m_parts->setDocumentMode(true);
    m_parts->setObjectName(u"sourceParts"_s);
    m_parts->tabBar()->setAccessibleName(tr("What to show of the source"));
    splitter->addWidget(m_parts);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    m_content = splitter;
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildHead());
    layout->addWidget(m_message);
    layout->addWidget(m_scroll, 1);
    auto* below = new QVBoxLayout(m_scroll->widget());
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(0);
    below->addWidget(m_setup);
    below->addWidget(splitter, 1);
    below->addWidget(m_empty, 1);
    connect(&m_pacer, &items::RefreshPacer::due, this, &SourcesPage::read);
    connect(m_setup, &SetupPanel::closed, this, [this] {
        m_setup->hide();
        m_connect->setFocus();
        updateParts();
        updateEmpty();
    });
    connect(m_setup, &SetupPanel::reportRequested, this, [this] {
        m_scroll->verticalScrollBar()->setValue(m_parts->mapTo(m_scroll->widget(), QPoint()).y());
    });
    connect(m_empty, &common::EmptyState::actionTriggered, this, &SourcesPage::showSetup);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &SourcesPage::showMapping);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &SourcesPage::showMetrics);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &SourcesPage::updateTest);
    updateEmpty();
    showMapping();
    showMetrics();
}

QWidget* SourcesPage::buildHead()
{
    auto* head = new QWidget(this);
    auto* title = new QLabel(tr("How each source is coming in"), head);
    title->setWordWrap(true); // rather than widen the window
    m_test = new QPushButton(tr("Test"), head);
    m_test->setToolTip(tr("Asks the chosen source once, and says what is wrong if it cannot be "
                          "reached; it only reads"));
    m_test->setAccessibleName(tr("Test the chosen source"));
    m_connect = new QPushButton(tr("Connect a Service…"), head);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace2);
    row->addWidget(title, 1);
    row->addWidget(m_test);
    row->addWidget(m_connect);
    m_test->hide();
    m_connect->hide();
    connect(m_test, &QPushButton::clicked, this, [this] {
        if (const QModelIndex current = m_table->currentIndex(); current.isValid())
            emit testRequested(QString::fromStdString(m_links.row(current.row()).source));
    });
    connect(m_connect, &QPushButton::clicked, this, &SourcesPage::showSetup);
    return head;
}

QTableView* SourcesPage::buildTable()
{
    auto* table = new FittingTable(m_theme, TwoLineDelegate::kRow, this);
    table->setModel(&m_links);
    table->setItemDelegateForColumn(items::LinkModel::SourceColumn,
                                    new LinkDelegate(m_theme, table));
    table->setAccessibleName(tr("Sources"));
    table->setTextElideMode(Qt::ElideMiddle); // files of one name differ at the beginning
    const auto fitRows = [this, table] { // an endpoint and a sender are whole, whatever is above
        table->setMinimumHeight(table->horizontalHeader()->height()
                                + 2 * m_theme.row(TwoLineDelegate::kRow));
    };
    fitRows();
    connect(&m_theme, &common::Theme::changed, table, fitRows);
    // What goes for want of room stands in the second line of the first column.
    table->setColumns({{.width = 240, .share = 1}, // source, and its state
                       {.isHidden = true},
                       {.width = 74},
                       {.width = 62, .mayGo = true}, // lag
                       {.width = 84, .mayGo = true}, // clock
                       {.width = 66, .mayGo = true}, // rate
                       {.width = 66},
                       {.width = 76}});
    return table;
}

void SourcesPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_pacer.setActive(true);
    read();
}

void SourcesPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_pacer.setActive(false);
}

void SourcesPage::read()
{
    // How a link is, is told a little after what came over it: the end of a recording is after
    // both.
    const telemetry::Timestamp knownAt =
        isAtEnd() ? telemetry::Timestamp::max() : m_conductor.view().knownAt;
    m_query.request(
        [knownAt, cursor = m_conductor.cursor()](const store::Reader& reader) {
            return items::readSources(reader, cursor, knownAt);
        },
        [this](telemetry::Result<items::SourcesSnapshot> snapshot) { take(std::move(snapshot)); });
}

void SourcesPage::take(telemetry::Result<items::SourcesSnapshot> snapshot)
{
    if (!snapshot) {
        m_message->say(common::MessageBar::Kind::Error, common::safeLine(snapshot.error().message));
        updateEmpty();
        return;
    }
    m_message->clear();
    m_hasRead = true;
    m_snapshot = std::move(*snapshot);
    showLinks();
    showMapping();
    showMetrics();
}

void SourcesPage::setLiveLinks(std::vector<telemetry::LinkStatus> links)
{
    m_live = std::move(links);
    if (isVisible())
        showLinks();
}

void SourcesPage::setRefusals(std::vector<telemetry::Refusal> refusals, telemetry::Timestamp now)
{
    m_refusals = std::move(refusals);
    m_refusalsAt = now;
    if (isVisible() && m_setup->isVisibleTo(this))
        tellProblems();
}

void SourcesPage::setGrowing(std::optional<telemetry::Timestamp> now)
{
    const bool wasGrowing = m_growing.has_value();
    m_growing = now;
    if (!isVisible() || (!now && !wasGrowing))
        return;
    if (now && *now - m_readAt >= kInterval) {
        m_readAt = *now;
        read();
    }
    showLinks();
}

bool SourcesPage::isAtEnd() const
{
    return !m_conductor.canBeLive() && m_conductor.cursor() >= m_conductor.bounds().end;
}

void SourcesPage::setEndpoints(const Endpoints& endpoints)
{
    m_endpoints = endpoints;
    m_setup->setEndpoints(endpoints);
    m_connect->setVisible(isListening());
    updateEmpty();
}

void SourcesPage::showSetup()
{
    if (!isListening())
        return;
    m_sendersBefore.reset();
    m_arrived.reset();
    m_refusalsBefore = m_refusals;
    m_setup->setWaiting({});
    m_setup->setProblems({});
    m_setup->show();
    m_setup->focusClients();
    updateParts();
    showLinks();
}

// While a service is being connected its settings have the room: what was understood of it stands
// below them as soon as there is something.
void SourcesPage::updateParts()
{
    const bool isConnecting = m_setup->isVisibleTo(this);
    m_parts->setVisible(!isConnecting || m_arrived);
    m_mapping->setWhole(isConnecting);
}

void SourcesPage::focusTable()
{
    if (m_table->isVisible())
        m_table->setFocus(Qt::OtherFocusReason);
    else
        setFocus(Qt::OtherFocusReason);
}

void SourcesPage::showLinks()
{
    const bool isLive = m_conductor.mode() == items::TimeConductor::Mode::Live;
    items::SourcesSnapshot shown{.links = m_live && isLive ? *m_live : m_snapshot.links,
                                 .mapping = m_snapshot.mapping,
                                 .metrics = {}};
    const bool isFollowing = m_growing && isAtEnd();
    items::addUnwatched(shown, isFollowing);
    const bool wasEmpty = m_links.rowCount() == 0;
    m_links.setLinks(std::move(shown.links),
                     isFollowing ? std::max(*m_growing, m_conductor.cursor())
                                 : m_conductor.cursor());
    if (wasEmpty && !m_table->currentIndex().isValid())
        chooseSender();
    updateSetup();
    updateEmpty();
}

// What is understood of a sender is what one comes here for: the first of which there is something.
void SourcesPage::chooseSender()
{
    int chosen = -1;
    for (int row = 0; row < m_links.rowCount(); ++row) {
        const telemetry::LinkStatus& link = m_links.row(row);
        if (link.service.empty())
            continue;
        const bool isUnderstood =
            items::mappingOf(m_snapshot, link.source, link.service) != nullptr;
        chosen = chosen < 0 || isUnderstood ? row : chosen;
        if (isUnderstood)
            break;
    }
    if (chosen >= 0)
        m_table->selectRow(chosen);
}

void SourcesPage::showMapping()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        return m_mapping->setMapping(nullptr,
                                     tr("Choose a source to see what was understood of it."));
    const telemetry::LinkStatus& link = m_links.row(current.row());
    const store::SourceMapping* mapping = items::mappingOf(m_snapshot, link.source, link.service);
    m_mapping->setMapping(mapping,
                          link.service.empty()
                              ? noMappingText(link.source)
                              : tr("Nothing of it was read yet that a mapping could be told of."));
}

// Of an endpoint, a file or a back end as a whole.
QString SourcesPage::noMappingText(const std::string& source) const
{
    for (int row = 0; row < m_links.rowCount(); ++row) {
        const telemetry::LinkStatus& link = m_links.row(row);
        if (link.source == source && !link.service.empty())
            return tr("Choose a sender below this endpoint to see what was understood of it.");
    }
    const QString none =
        tr("No service has sent anything over this source so far: there is nothing of which to "
           "tell what was understood.");
    const bool isListenedOn = isListening() && source.starts_with("otlp");
    return isListenedOn ? none + u' ' + tr("“Connect a Service…” above says how to send here.")
                        : none;
}

void SourcesPage::showMetrics()
{
    const QModelIndex current = m_table->currentIndex();
    const int count =
        m_metrics->setMetrics(m_snapshot, current.isValid() ? &m_links.row(current.row()) : nullptr,
                              m_conductor.cursor());
    m_parts->setTabText(m_parts->indexOf(m_metrics),
                        count > 0 ? tr("Metrics (%1)").arg(count) : tr("Metrics"));
}

void SourcesPage::updateEmpty()
{
    const bool isEmpty = m_links.rowCount() == 0;
    if (isListening())
        m_empty->setContent(
            u"sources"_s, tr("Nothing has come in yet"),
            tr("Each service that sends will stand here: how it is coming in, what was "
               "understood of it, and what its telemetry cannot tell."),
            m_setup->isVisibleTo(this) ? QString() : tr("Connect a Service…"));
    else if (!m_hasRead && !m_message->text().isEmpty())
        m_empty->setContent(u"error"_s, tr("The sources could not be read"),
                            tr("What went wrong stands above. They are read again as soon as the "
                               "time moves."));
    else
        m_empty->setContent(u"sources"_s,
                            m_hasRead ? tr("No source was known at this time") : tr("Reading…"),
                            tr("What was received, read from files or pulled up to the cursor will "
                               "stand here."));
    m_empty->setVisible(isEmpty);
    m_content->setVisible(!isEmpty);
    updateTest();
}

// Of what comes in now: a window on what is over asks nobody anything.
void SourcesPage::updateTest()
{
    m_test->setVisible(m_links.rowCount() > 0 && (isListening() || m_growing));
    m_test->setEnabled(m_table->currentIndex().isValid());
}

} // namespace sources
