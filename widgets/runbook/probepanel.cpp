// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/probepanel.h"

#include "models/items/ownwords.h"
#include "widgets/common/measures.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/docktext.h"
#include "widgets/runbook/probetable.h"
#include "widgets/runbook/proofview.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace runbookview {

namespace {

using runbook::ProofOutcome;

constexpr int kRowsInSight = 8; // in sight; more are scrolled to
constexpr int kRowHeight = 28;
constexpr int kWideEnough = 560; // for what is expected and what was said
constexpr int kBriefColumn = 80; // mark and count
constexpr int kWordColumn = 96; // and for the longest word of heading and cell

} // namespace

struct ProbePanel::Probing
{
    runbook::Runbook book;
    runbook::Step step;
    quint64 request = 0; // the newest, whatever it asked for
    bool isPreparing = false;
    std::optional<ProbePreparation> preparation;
    runbook::ProofRecord proof;
    QString problem; // why it could not be prepared or asked
    ProbeTable* table = nullptr; // the panel's child
};

ProbePanel::ProbePanel(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_what(makeDockText(this))
    , m_estimate(makeDockText(this))
    , m_ask(new QPushButton(this))
    , m_stop(new QPushButton(tr("Stop"), this))
    , m_obstacle(makeDockText(this))
    , m_progress(new QProgressBar(this))
    , m_count(makeDockText(this))
    , m_proof(new ProofView(theme, this))
    , m_verdict(makeDockText(this))
    , m_table(new QTableView(this))
    , m_details(makeDockText(this))
{
    build();
    restyle();
    connect(&theme, &common::Theme::changed, this, &ProbePanel::restyle);
    connect(m_ask, &QPushButton::clicked, this, &ProbePanel::ask);
    connect(m_stop, &QPushButton::clicked, this, &ProbePanel::stop);
}

ProbePanel::~ProbePanel() = default;

void ProbePanel::build()
{
    m_what->setAccessibleName(tr("What is asked"));
    m_estimate->setAccessibleName(tr("What asking takes"));
    m_verdict->setAccessibleName(tr("Verdict"));
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_stop->setAccessibleName(tr("Stop asking; what was answered is kept"));
    m_progress->setAccessibleName(tr("Questions asked"));
    m_progress->setTextVisible(false); // beside it: the bar is too thin for words
    m_count->setWordWrap(false);
    m_count->setAccessibleName(tr("How many were asked"));
    m_table->setAccessibleName(tr("Questions of the probe set"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false); // Tab leaves, arrows move
    m_table->setWordWrap(false);
    m_table->setShowGrid(false);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    common::keepRows(m_theme, *m_table->verticalHeader(), kRowHeight);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_details->setAccessibleName(tr("The chosen question, with both answers"));
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(common::kSpace2);
    row->addWidget(m_ask);
    row->addWidget(m_stop);
    row->addWidget(m_progress, 1);
    row->addWidget(m_count);
    row->addStretch(0);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(common::kSpace2);
    layout->addWidget(m_what);
    layout->addWidget(m_estimate);
    layout->addLayout(row);
    layout->addWidget(m_obstacle);
    layout->addWidget(m_proof);
    layout->addWidget(m_verdict);
    layout->addWidget(m_table);
    layout->addWidget(m_details);
}

void ProbePanel::restyle()
{
    for (QLabel* small : {m_estimate, m_obstacle})
        small->setFont(m_theme.font(common::TextSize::Small));
    m_estimate->setForegroundRole(QPalette::PlaceholderText);
    m_verdict->setFont(m_theme.font(common::TextSize::Body, true));
    QPalette warning = palette();
    warning.setColor(QPalette::WindowText, m_theme.color(common::ColorRole::Severity2));
    m_obstacle->setPalette(warning);
    m_count->setFont(m_theme.font(common::TextSize::Small));
    show();
}

void ProbePanel::setPort(ProbePort* port)
{
    m_port = port;
    if (m_port == nullptr)
        return;
    connect(m_port, &ProbePort::prepared, this, &ProbePanel::takePrepared);
    connect(m_port, &ProbePort::answered, this, &ProbePanel::takeAnswer);
    connect(m_port, &ProbePort::moved, this, &ProbePanel::takeProof);
    connect(m_port, &ProbePort::ended, this, &ProbePanel::takeEnd);
}

void ProbePanel::beginRun()
{
    stop();
    m_shown = m_asking = nullptr;
    m_table->setModel(nullptr);
    for (const auto& [step, probing] : m_probings)
        delete probing->table;
    m_probings.clear();
}

void ProbePanel::setHalted(const QString& reason)
{
    if (reason == m_halted)
        return;
    m_halted = reason;
    if (!reason.isEmpty())
        stop();
    show();
}

void ProbePanel::setStep(const runbook::Runbook& book, const runbook::Step& step)
{
    std::unique_ptr<Probing>& probing = m_probings[step.id];
    if (!probing) {
        probing = std::make_unique<Probing>();
        probing->book = book;
        probing->step = step;
        probing->table = new ProbeTable(m_theme, this);
    }
    const bool isOther = std::exchange(m_shown, probing.get()) != probing.get();
    // Read anew each time it is come to: the set may have been put where it was missing.
    if (isOther && m_asking != m_shown && m_shown->proof.candidate.asked == 0)
        prepare(*m_shown);
    if (isOther)
        showTable();
    show();
}

void ProbePanel::leaveStep()
{
    m_shown = nullptr;
}

void ProbePanel::prepare(Probing& probing)
{
    if (m_port == nullptr)
        return;
    probing.request = ++m_lastRequest;
    probing.isPreparing = true;
    probing.problem.clear();
    m_port->prepare(probing.request, probing.book, probing.step);
}

void ProbePanel::takePrepared(quint64 request, const ProbePrepared& answer)
{
    const auto found = std::ranges::find_if(
        m_probings, [request](const auto& each) { return each.second->request == request; });
    if (found == m_probings.end())
        return;
    Probing& probing = *found->second;
    probing.isPreparing = false;
    if (!answer.result) {
        probing.problem = common::safeLine(items::ownWords(answer.result.error().message), 600);
    } else {
        probing.preparation = *answer.result;
        probing.proof = answer.result->proof;
        probing.table->setProbes(answer.result->probes, probing.proof.current.has_value());
    }
    if (&probing == m_shown) {
        showTable();
        show();
    }
}

void ProbePanel::ask()
{
    if (!askObstacle().isEmpty() || m_shown == nullptr)
        return;
    Probing& probing = *m_shown;
    probing.request = ++m_lastRequest;
    probing.problem.clear();
    probing.proof = probing.preparation->proof;
    probing.table->forget();
    m_asking = &probing;
    m_port->ask(probing.request, probing.book, probing.step);
    show();
    m_stop->setFocus(Qt::OtherFocusReason); // the button that was pressed is gone
}

void ProbePanel::stop()
{
    if (m_asking != nullptr)
        m_port->cancel();
}

void ProbePanel::takeAnswer(quint64 request, const runbook::ProbeAnswer& answer)
{
    if (m_asking == nullptr || m_asking->request != request)
        return;
    m_asking->table->take(answer);
    if (m_asking == m_shown)
        showDetails();
}

void ProbePanel::takeProof(quint64 request, const runbook::ProofRecord& proof)
{
    if (m_asking == nullptr || m_asking->request != request)
        return;
    m_asking->proof = proof;
    if (m_asking == m_shown)
        show();
}

void ProbePanel::takeEnd(quint64 request, const ProbeEnded& answer)
{
    if (m_asking == nullptr || m_asking->request != request)
        return;
    Probing& probing = *std::exchange(m_asking, nullptr);
    if (answer.result)
        probing.proof = *answer.result;
    else
        probing.problem = common::safeLine(items::ownWords(answer.result.error().message), 600);
    const bool hadFocus = window()->focusWidget() == m_stop;
    show();
    if (hadFocus)
        m_ask->setFocus(Qt::OtherFocusReason);
    if (!answer.result)
        return;
    const ProofOutcome outcome = probing.proof.outcome;
    if (outcome == ProofOutcome::Proven || outcome == ProofOutcome::Refuted
        || outcome == ProofOutcome::NotEnough)
        emit concluded(QString::fromStdString(probing.step.id),
                       runbook::ProofRecord(probing.proof));
}

QString ProbePanel::askObstacle() const
{
    if (!m_halted.isEmpty())
        return m_halted;
    if (m_port == nullptr)
        return tr("This session cannot ask anybody. Do this step in a live window that moves "
                  "levers, or with plumbline canary prove.");
    if (m_shown == nullptr || m_shown->isPreparing)
        return tr("The probe set is being read.");
    if (!m_shown->problem.isEmpty() && !m_shown->preparation)
        return m_shown->problem;
    if (m_port->endpoint().isEmpty() && !m_port->problem().isEmpty())
        return tr("The endpoint cannot be asked: %1")
            .arg(common::safeLine(items::ownWords(m_port->problem().toStdString()), 300));
    if (m_port->endpoint().isEmpty())
        return tr("No endpoint is known that could be asked: name one in PLUMBLINE_PROBE_ENDPOINT "
                  "and start again.");
    if (m_asking != nullptr && m_asking != m_shown)
        return tr("Another step is being asked, and one is asked at a time.");
    return {};
}

QString ProbePanel::whatText() const
{
    if (m_shown == nullptr || !m_shown->preparation)
        return {};
    const ProbePreparation& made = *m_shown->preparation;
    const runbook::ProofRecord& proof = made.proof;
    const QString set =
        (made.probes.size() == 1 ? tr("%1 question of %2 (%3)") : tr("%1 questions of %2 (%3)"))
            .arg(made.probes.size())
            .arg(common::safeLine(proof.probeSet, 80), common::safeLine(made.place, 160));
    QString text = proof.current
        ? tr("Asks %1 and, beside it, %2: %3.")
              .arg(common::safeLine(proof.candidate.model, 80),
                   common::safeLine(proof.current->model, 80), set)
        : tr("Asks %1: %2.").arg(common::safeLine(proof.candidate.model, 80), set);
    text += proof.mustBeBetter
        ? tr(" It has to be better, and right in %1 % of them.").arg(qRound(proof.atLeast * 100))
        : proof.current
        ? tr(" It may not be worse by %1 %, and has to be right in %2 % of them.")
              .arg(qRound(proof.margin * 100))
              .arg(qRound(proof.atLeast * 100))
        : tr(" It has to be right in %1 % of them.").arg(qRound(proof.atLeast * 100));
    return text;
}

void ProbePanel::show()
{
    const bool isOurs = m_asking != nullptr && m_asking == m_shown;
    const runbook::ProofRecord proof = m_shown != nullptr ? m_shown->proof : runbook::ProofRecord{};
    const bool hasBegun = proof.candidate.asked > 0 || isOurs;
    m_what->setText(whatText());
    m_what->setVisible(!m_what->text().isEmpty());
    const bool isEstimated = m_shown != nullptr && m_shown->preparation;
    m_estimate->setText(
        isEstimated
            ? tr("It takes %1.%2")
                  .arg(common::safeLine(items::ownWords(m_shown->preparation->estimate), 300),
                       m_port != nullptr && !m_port->endpoint().isEmpty()
                           ? tr(" Sent to %1.").arg(m_port->endpoint())
                           : QString())
            : QString());
    m_estimate->setVisible(isEstimated);
    const QString obstacle = askObstacle();
    m_ask->setText(hasBegun ? tr("Ask Again") : tr("Ask"));
    m_ask->setAccessibleName(hasBegun ? tr("Ask all of it once more")
                                      : tr("Ask until it is shown or refuted"));
    m_ask->setVisible(!isOurs);
    m_ask->setEnabled(obstacle.isEmpty());
    m_stop->setVisible(isOurs);
    const QString problem =
        m_shown != nullptr && m_shown->preparation ? m_shown->problem : QString();
    m_obstacle->setText(obstacle.isEmpty() || isOurs ? problem : obstacle);
    m_obstacle->setVisible(!m_obstacle->text().isEmpty());
    m_progress->setVisible(hasBegun);
    m_progress->setRange(0, std::max(1, proof.most));
    m_progress->setValue(proof.candidate.asked);
    m_count->setText(tr("%1 of at most %2").arg(proof.candidate.asked).arg(proof.most));
    m_count->setVisible(hasBegun);
    m_proof->setVisible(hasBegun);
    if (hasBegun)
        m_proof->setProof(proof);
    m_verdict->setText(verdictText(proof));
    m_verdict->setVisible(!m_verdict->text().isEmpty());
    QPalette colors = palette();
    const common::ColorRole role = proof.outcome == ProofOutcome::Proven ? common::ColorRole::Well
        : proof.outcome == ProofOutcome::Refuted ? common::ColorRole::Severity1
                                                 : common::ColorRole::TextPrimary;
    colors.setColor(QPalette::WindowText, m_theme.color(role));
    m_verdict->setPalette(colors);
    showDetails();
}

void ProbePanel::showTable()
{
    ProbeTable* table = m_shown != nullptr ? m_shown->table : nullptr;
    const bool isOther = m_table->model() != table;
    if (isOther) {
        m_table->setModel(table);
        if (table != nullptr) {
            connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
                    &ProbePanel::showDetails);
        }
    }
    const int rows = table != nullptr ? table->rowCount() : 0;
    m_table->setVisible(rows > 0);
    if (rows == 0)
        return;
    m_table->setColumnHidden(ProbeTable::CurrentColumn, !table->hasCurrent());
    fitTable();
    const int row = m_table->rowHeight(0);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height()
                            + std::min(rows, kRowsInSight) * row + 2 * m_table->frameWidth());
}

void ProbePanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitTable();
}

// Beside the evidence there is little room: what was said is in the details of the chosen row.
void ProbePanel::fitTable()
{
    auto* table = qobject_cast<ProbeTable*>(m_table->model());
    if (table == nullptr)
        return;
    const bool isBrief = width() < kWideEnough;
    table->setBrief(isBrief);
    m_table->setColumnHidden(ProbeTable::ExpectedColumn, isBrief);
    auto* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Stretch);
    for (const int column :
         {ProbeTable::CandidateColumn, ProbeTable::CurrentColumn, ProbeTable::RightColumn}) {
        if (!isBrief && column != ProbeTable::RightColumn)
            continue;
        header->setSectionResizeMode(column, QHeaderView::Fixed);
        header->resizeSection(column,
                              column == ProbeTable::CurrentColumn ? kBriefColumn : kWordColumn);
    }
}

void ProbePanel::showDetails()
{
    const QModelIndex current =
        m_table->selectionModel() != nullptr ? m_table->currentIndex() : QModelIndex();
    const auto* table = m_shown != nullptr ? m_shown->table : nullptr;
    const QString text =
        table != nullptr && current.isValid() ? table->detailsOf(current.row()) : QString();
    if (text != m_details->text()) // a selection in it stays while nothing changes
        m_details->setText(text);
    m_details->setVisible(!text.isEmpty());
}

} // namespace runbookview
