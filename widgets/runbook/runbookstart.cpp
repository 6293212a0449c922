// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/runbookstart.h"

#include "models/items/alarmwords.h"
#include "models/items/ownwords.h"
#include "models/items/runbookwords.h"
#include "models/runbook/levervalue.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/introduction.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace runbookview {

namespace {

constexpr int kEvidenceLines = 2; // of a value, as most of them take
constexpr int kTypingPause = 400; // ms
constexpr const char* kService = "service"; // the parameter that all others are known by

std::string valueOf(const std::map<std::string, std::string>& values, const std::string& name)
{
    const auto found = values.find(name);
    return found == values.end() ? std::string() : found->second;
}

} // namespace

RunbookStart::RunbookStart(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel(tr("Choose a runbook"), this))
    , m_choice(new QComboBox(this))
    , m_applies(new QLabel(this))
    , m_introduction(new Introduction(theme, this))
    , m_folder(new QLabel(this))
    , m_occasion(new QLabel(this))
    , m_offer(new QWidget(this))
    , m_offerText(new QLabel(m_offer))
    , m_useOffer(new QPushButton(tr("Use"), m_offer))
    , m_missing(new QLabel(this))
    , m_start(new QPushButton(tr("Start"), this))
{
    m_choice->setAccessibleName(tr("Runbook"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(20);
    m_choice->setPlaceholderText(tr("Choose a runbook"));
    for (QLabel* label : {m_applies, m_folder, m_occasion, m_offerText, m_missing}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setMinimumWidth(1); // one long word, as a path is, may not widen the dock
    }
    m_applies->setForegroundRole(QPalette::PlaceholderText);
    m_folder->setForegroundRole(QPalette::PlaceholderText);
    m_folder->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_folder->hide();
    m_useOffer->setAccessibleName(tr("Fill the form in as proposed"));
    auto* offer = new QHBoxLayout(m_offer);
    offer->setContentsMargins(0, 0, 0, 0);
    offer->setSpacing(common::kSpace2);
    offer->addWidget(m_offerText, 1);
    offer->addWidget(m_useOffer, 0, Qt::AlignTop);
    m_start->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(common::kSpace3, common::kSpace3, common::kSpace3, common::kSpace3);
    layout->setSpacing(common::kSpace2);
    // What comes and goes by itself stands below what is pressed: nothing moves under the pointer.
    layout->addWidget(m_title);
    layout->addWidget(m_choice);
    layout->addWidget(m_occasion);
    layout->addWidget(m_applies);
    layout->addWidget(m_start);
    layout->addWidget(m_offer);
    layout->addWidget(m_missing);
    layout->addWidget(m_introduction);
    layout->addStretch(1);
    layout->addWidget(m_folder);
    m_asking.setSingleShot(true);
    m_asking.setInterval(kTypingPause);
    connect(&m_asking, &QTimer::timeout, this, [this] {
        const int chosen = m_choice->currentIndex();
        if (chosen >= 0 && known() == nullptr && !service().empty() && m_stale.isEmpty())
            emit parametersWanted(m_runbooks[static_cast<std::size_t>(chosen)].id, service());
    });
    connect(&m_looking, &QTimer::timeout, this, &RunbookStart::showWaiting);
    connect(m_choice, &QComboBox::currentIndexChanged, this, [this] {
        m_typed.clear();
        m_found.reset();
        showChosen();
    });
    connect(m_choice, &QComboBox::activated, this, &RunbookStart::chooseByHand);
    connect(m_start, &QPushButton::clicked, this, &RunbookStart::start);
    connect(m_useOffer, &QPushButton::clicked, this, [this] {
        if (auto offered = std::exchange(m_offered, std::nullopt))
            take(std::move(*offered));
    });
    connect(&theme, &common::Theme::changed, this, &RunbookStart::restyle);
    restyle();
    showOccasion();
    showChosen();
}

void RunbookStart::restyle()
{
    m_occasion->setFont(m_theme.font(common::TextSize::Body));
    m_offerText->setFont(m_theme.font(common::TextSize::Body));
    m_title->setFont(m_theme.font(common::TextSize::Title, true));
    m_applies->setFont(m_theme.font(common::TextSize::Body));
    m_folder->setFont(m_theme.font(common::TextSize::Small));
    m_missing->setFont(m_theme.font(common::TextSize::Body));
    QPalette warning = palette();
    warning.setColor(QPalette::WindowText, m_theme.color(common::ColorRole::Severity2));
    m_missing->setPalette(warning);
}

void RunbookStart::setRunbooks(std::vector<runbook::Runbook> runbooks)
{
    const int before = m_choice->currentIndex();
    const std::string chosen =
        before >= 0 ? m_runbooks[static_cast<std::size_t>(before)].id : std::string();
    std::map<std::string, QString> typed;
    for (const auto& [name, field] : m_fields)
        typed[name] = field->text();
    m_runbooks = std::move(runbooks);
    const QSignalBlocker blocker(m_choice);
    m_choice->clear();
    for (const auto& runbook : m_runbooks)
        m_choice->addItem(common::safeLine(items::shownRunbook(runbook).title, 120));
    const auto same = std::ranges::find(m_runbooks, chosen, &runbook::Runbook::id);
    // Nothing is proposed before an alarm does.
    const bool isStill = !chosen.empty() && same != m_runbooks.end();
    m_choice->setCurrentIndex(isStill ? static_cast<int>(same - m_runbooks.begin()) : -1);
    showChosen();
    for (const auto& [name, text] : typed) {
        if (const auto field = m_fields.find(name); isStill && field != m_fields.end())
            field->second->setText(text);
    }
}

void RunbookStart::setFolder(const QString& folder, const QStringList& problems,
                             const QString& checkout)
{
    QStringList lines{tr("Runbooks of your own are Markdown files in %1, read again when one "
                         "changes.")
                          .arg(common::safeLine(folder.toStdString(), 400))};
    if (!checkout.isEmpty())
        lines << tr("This folder: %1").arg(common::safeLine(checkout.toStdString(), 200));
    for (const QString& problem : problems)
        lines << tr("Not read: %1").arg(common::safeLine(problem.toStdString(), 400));
    m_folder->setText(lines.join(u'\n'));
    m_folder->setToolTip(common::plainToolTip(m_folder->text()));
    m_folder->setVisible(!folder.isEmpty());
}

void RunbookStart::propose(Proposal proposal)
{
    if (proposal.alarm == m_lookedFor) {
        m_lookedFor.clear();
        m_looking.stop();
        showWaiting();
    }
    const auto isProposed = [&proposal](const runbook::Runbook& known) {
        return known.id == proposal.runbook;
    };
    if (std::none_of(m_runbooks.begin(), m_runbooks.end(), isProposed))
        return;
    const bool isOfShown = m_isInUse && m_taken.alarm == proposal.alarm && !proposal.alarm.empty();
    const bool isShown = isOfShown && m_taken.runbook == proposal.runbook;
    // What is known by now of the alarm that the form is for comes before another's.
    const bool isOfferKept = m_offered && m_offered->alarm == m_taken.alarm && !isOfShown;
    if (!m_isInUse) {
        take(std::move(proposal));
    } else if (isShown) {
        if (m_offered && m_offered->alarm == m_taken.alarm) {
            m_offered.reset(); // it is the likeliest again
            showOccasion();
        }
    } else if (!isOfferKept && (!isOfShown || proposal.isByCause)) {
        m_offered = std::move(proposal);
        showOccasion();
    }
}

bool RunbookStart::prepare(Proposal proposal)
{
    const auto isProposed = [&proposal](const runbook::Runbook& known) {
        return known.id == proposal.runbook;
    };
    if (std::none_of(m_runbooks.begin(), m_runbooks.end(), isProposed))
        return false;
    take(std::move(proposal));
    return true;
}

void RunbookStart::take(Proposal proposal)
{
    m_taken = std::move(proposal);
    m_found.reset();
    m_typed.clear();
    m_isInUse = true;
    if (m_offered && m_offered->alarm == m_taken.alarm)
        m_offered.reset();
    const auto found =
        std::find_if(m_runbooks.begin(), m_runbooks.end(),
                     [this](const auto& known) { return known.id == m_taken.runbook; });
    const QSignalBlocker blocker(m_choice);
    m_choice->setCurrentIndex(static_cast<int>(found - m_runbooks.begin()));
    showOccasion();
    showChosen();
}

void RunbookStart::showOccasion()
{
    m_occasion->setText(
        tr("For: %1").arg(common::safeLine(items::alarmWords(m_taken.occasion), 300)));
    m_occasion->setVisible(!m_taken.occasion.empty());
    m_offer->setVisible(m_offered.has_value());
    if (!m_offered)
        return;
    if (m_offered->alarm != m_taken.alarm) {
        m_offerText->setText(
            tr("Another alarm proposes: %1")
                .arg(common::safeLine(items::alarmWords(m_offered->occasion), 300)));
        return;
    }
    const auto book = std::ranges::find(m_runbooks, m_offered->runbook, &runbook::Runbook::id);
    if (book == m_runbooks.end()) // its file is gone
        return m_offer->hide();
    m_offerText->setText(tr("By what is known now another runbook fits better: %1")
                             .arg(common::safeLine(items::shownRunbook(*book).title, 120)));
}

void RunbookStart::showChosen()
{
    delete m_form;
    m_form = new QWidget(this);
    m_fields.clear();
    m_evidence.clear();
    m_values.clear();
    auto* fields = new QVBoxLayout(m_form);
    fields->setContentsMargins(0, common::kSpace2, 0, common::kSpace2);
    fields->setSpacing(common::kSpace1);
    const int chosen = m_choice->currentIndex();
    m_choice->setEnabled(!m_runbooks.empty());
    if (chosen < 0) {
        showWaiting();
        m_introduction->setRunbook({});
    } else {
        const runbook::Runbook& runbook = m_runbooks[static_cast<std::size_t>(chosen)];
        const runbook::Runbook shown = items::shownRunbook(runbook);
        m_applies->setText(common::safeLine(shown.applies, 600));
        m_introduction->setRunbook(runbook);
        for (const auto& [name, meaning] : shown.parameters) {
            auto* label = new QLabel(m_form);
            label->setTextFormat(Qt::PlainText);
            label->setWordWrap(true);
            label->setMinimumWidth(1);
            label->setText(common::safeLine(meaning.empty() ? name : name + ": " + meaning, 200));
            auto* field = new QLineEdit(m_form);
            field->setAccessibleName(label->text());
            const auto known = m_taken.parameters.find(name);
            if (runbook.optional.contains(name))
                field->setPlaceholderText(tr("Not known so far; may stay empty"));
            if (known != m_taken.parameters.end())
                field->setText(QString::fromStdString(known->second));
            label->setBuddy(field);
            fields->addWidget(label);
            fields->addWidget(field);
            auto* evidence = new QLabel(m_form);
            evidence->setTextFormat(Qt::PlainText);
            evidence->setWordWrap(true);
            evidence->setMinimumWidth(1);
            evidence->setFont(m_theme.font(common::TextSize::Small));
            // Its room is there before it is known: what is pressed stands below it.
            evidence->setAlignment(Qt::AlignLeft | Qt::AlignTop);
            evidence->setMinimumHeight(kEvidenceLines * evidence->fontMetrics().lineSpacing());
            evidence->setForegroundRole(QPalette::PlaceholderText);
            evidence->setAccessibleName(tr("What %1 rests on").arg(common::safeLine(name, 60)));
            fields->addWidget(evidence);
            m_values[name] = new QWidget(m_form);
            fields->addWidget(m_values[name]);
            fields->addSpacing(common::kSpace1);
            m_evidence[name] = evidence;
            m_fields[name] = field;
            connect(field, &QLineEdit::textChanged, this, &RunbookStart::updateStart);
            connect(field, &QLineEdit::textChanged, this, &RunbookStart::showEvidence);
            connect(field, &QLineEdit::textEdited, this, [this, name = name, field] {
                m_isInUse = true;
                if (name == kService)
                    return;
                if (field->text().trimmed().isEmpty())
                    m_typed.erase(name);
                else
                    m_typed[name] = service();
                showEvidence();
            });
            if (name == kService)
                connect(field, &QLineEdit::textChanged, this, &RunbookStart::fillForService);
            connect(field, &QLineEdit::returnPressed, this, &RunbookStart::start);
        }
    }
    auto* column = qobject_cast<QVBoxLayout*>(layout());
    column->insertWidget(column->indexOf(m_start), m_form);
    // Fields that were made later would come last.
    QWidget* before = m_choice;
    for (const auto& [name, field] : m_fields) {
        setTabOrder(before, field);
        before = field;
    }
    setTabOrder(before, m_start);
    m_form->setVisible(!m_fields.empty());
    m_start->setVisible(chosen >= 0);
    m_filledFor = service();
    showValues();
    updateStart();
    showEvidence();
}

std::string RunbookStart::service() const
{
    const auto field = m_fields.find(kService);
    return field == m_fields.end() ? std::string() : field->second->text().trimmed().toStdString();
}

const Proposal* RunbookStart::known() const
{
    const std::string service = this->service();
    if (m_found && valueOf(m_found->parameters, kService) == service)
        return &*m_found;
    // A runbook without a service has but one form.
    const bool isTaken =
        !m_fields.contains(kService) || valueOf(m_taken.parameters, kService) == service;
    return isTaken ? &m_taken : nullptr;
}

void RunbookStart::setKnown(const std::string& runbook, const std::string& service,
                            std::map<std::string, std::string> parameters,
                            std::map<std::string, std::string> evidence)
{
    const int chosen = m_choice->currentIndex();
    if (chosen < 0 || m_runbooks[static_cast<std::size_t>(chosen)].id != runbook)
        return;
    if (service != this->service() || valueOf(m_taken.parameters, kService) == service)
        return;
    parameters[kService] = service;
    m_found = Proposal{.runbook = {},
                       .parameters = std::move(parameters),
                       .alarm = {},
                       .occasion = {},
                       .evidence = std::move(evidence)};
    m_filledFor.clear();
    fillForService();
}

// What was of another service may not stand beside this one.
void RunbookStart::fillForService()
{
    if (service() == m_filledFor)
        return;
    m_filledFor = service();
    const Proposal* source = known();
    for (const auto& [name, field] : m_fields) {
        if (name != kService && !m_typed.contains(name))
            field->setText(source != nullptr
                               ? QString::fromStdString(valueOf(source->parameters, name))
                               : QString());
    }
    if (source == nullptr)
        m_asking.start();
    showValues();
    updateStart();
    showEvidence();
}

// Of what is known of the service in the form: it says nothing of what somebody typed, but for
// which service that was.
std::string RunbookStart::evidenceOf(const std::string& name) const
{
    const std::string value = m_fields.at(name)->text().trimmed().toStdString();
    const Proposal* source = known();
    const auto typed = m_typed.find(name);
    const bool isKnown = source != nullptr && value == valueOf(source->parameters, name);
    if (typed != m_typed.end() && typed->second != service() && !isKnown)
        return tr("Typed by hand when the service was %1; not known of %2.")
            .arg(typed->second.empty() ? tr("not named") : common::safeLine(typed->second, 60),
                 service().empty() ? tr("none") : common::safeLine(service(), 60))
            .toStdString();
    return isKnown ? valueOf(source->evidence, name) : std::string();
}

void RunbookStart::setStale(const QString& why)
{
    if (why == m_stale)
        return;
    m_stale = why;
    updateStart();
}

// The form holds what was recommended on telemetry that is too old by now.
bool RunbookStart::isStaleProposal() const
{
    const int chosen = m_choice->currentIndex();
    if (m_stale.isEmpty() || chosen < 0)
        return false;
    if (m_runbooks[static_cast<std::size_t>(chosen)].id == m_taken.runbook)
        return true;
    // Of another runbook the values may be the ones that were recommended all the same.
    const Proposal* source = known();
    return source != nullptr && std::ranges::any_of(m_fields, [this, source](const auto& each) {
               const std::string recommended = valueOf(source->parameters, each.first);
               return each.first != kService && !m_typed.contains(each.first)
                   && !recommended.empty()
                   && each.second->text().trimmed().toStdString() == recommended;
           });
}

void RunbookStart::chooseByHand()
{
    m_isInUse = true;
    if (m_stale.isEmpty())
        return;
    m_taken = {};
    m_found.reset();
    m_typed.clear();
    showOccasion();
    showChosen();
}

void RunbookStart::updateStart()
{
    const int chosen = m_choice->currentIndex();
    QStringList missing;
    for (const auto& [name, field] : m_fields) {
        const bool isOptional =
            m_runbooks[static_cast<std::size_t>(chosen)].optional.contains(name);
        if (!isOptional && field->text().trimmed().isEmpty())
            missing << common::safeLine(name, 60);
    }
    const bool isStale = isStaleProposal();
    const QString refused = refusedValues();
    m_start->setEnabled(chosen >= 0 && missing.isEmpty() && refused.isEmpty() && !isStale);
    m_missing->setText(
        isStale ? tr("%1 What was proposed on it is not started. Wait for telemetry, or choose the "
                     "runbook yourself and fill in what you know.")
                      .arg(common::safeLine(items::ownWords(m_stale.toStdString())))
            : !refused.isEmpty()
            ? refused
            : tr("Still needed to start: %1. It is not known from the telemetry.")
                  .arg(missing.join(u", "_s)));
    m_missing->setVisible(!missing.isEmpty() || !refused.isEmpty() || isStale);
}

void RunbookStart::startProposed()
{
    if (m_isInUse && !m_taken.alarm.empty())
        start();
}

void RunbookStart::start()
{
    if (!m_start->isEnabled())
        return;
    std::map<std::string, std::string> parameters;
    for (const auto& [name, field] : m_fields) {
        const std::string text = field->text().trimmed().toStdString();
        const runbook::LeverDescription* lever = leverTo(name);
        if (!text.empty())
            parameters[name] = lever != nullptr ? runbook::valueMeant(*lever, text) : text;
    }
    const auto isSame = [this, &parameters](const char* name) {
        const auto proposed = m_taken.parameters.find(name);
        const auto given = parameters.find(name);
        return proposed != m_taken.parameters.end() && given != parameters.end()
            && proposed->second == given->second;
    };
    const runbook::Runbook& chosen = m_runbooks[static_cast<std::size_t>(m_choice->currentIndex())];
    const bool isProposed = chosen.id == m_taken.runbook && isSame("service");
    m_isInUse = false; // the next proposal may fill the form again
    emit startRequested(chosen, parameters, isProposed ? m_taken.alarm : std::string());
}

} // namespace runbookview
