// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/reaskform.h"

#include "models/sampling/estimate.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

constexpr int kUsualSamples = 5;
constexpr double kNotSent = -0.1; // below all temperatures
constexpr int kLongestModel = 200;
constexpr int kFewestDecimals = 1; // of the temperature
constexpr int kMostDecimals = 6;

QLabel* shrinkableLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMinimumWidth(1);
    return label;
}

QString roleText(const std::string& role)
{
    if (role == "current")
        return ReaskForm::tr("C&urrent model");
    if (role == "pinned")
        return ReaskForm::tr("&Pinned model");
    if (role == "fallback")
        return ReaskForm::tr("Fa&llback model");
    return ReaskForm::tr("Another model");
}

// As many as tell the value whole: what is sent is what is shown.
int decimalsOf(double value)
{
    int decimals = kFewestDecimals;
    const auto isWhole = [value](int places) {
        const double scaled = value * std::pow(10, places);
        return std::abs(std::round(scaled) - scaled) < 1e-6;
    };
    while (decimals < kMostDecimals && !isWhole(decimals))
        ++decimals;
    return decimals;
}

// What asks the same from a terminal.
QString commandFor(const std::optional<telemetry::Generation>& suspect)
{
    return u"plumbline reask FILE --trace %1 --span %2 --endpoint URL"_s.arg(
        suspect ? QString::fromStdString(telemetry::toHex(suspect->trace)) : u"ID"_s,
        suspect ? QString::fromStdString(telemetry::toHex(suspect->span)) : u"ID"_s);
}

} // namespace

ReaskForm::ReaskForm(ReaskPort* port, QWidget* parent)
    : QWidget(parent)
    , m_port(port)
    , m_where(shrinkableLabel(this))
    , m_controls(new QWidget(this))
    , m_running(new QWidget(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(common::kSpace2);
    layout->addWidget(m_where);
    layout->addWidget(m_controls);
    layout->addWidget(m_running);
    m_running->hide();
    m_where->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    if (m_port != nullptr) {
        buildControls();
        buildProgress();
    }
    updateState();
}

void ReaskForm::buildControls()
{
    auto* column = new QVBoxLayout(m_controls);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(common::kSpace2);
    auto* models = new QGridLayout;
    models->setSpacing(common::kSpace2);
    for (std::size_t i = 0; i < m_models.size(); ++i) {
        auto* edit = new QLineEdit(m_controls);
        edit->setMaxLength(kLongestModel);
        edit->setClearButtonEnabled(true);
        edit->setMinimumWidth(80);
        connect(edit, &QLineEdit::textChanged, this, &ReaskForm::updateState);
        auto* role = new QLabel(m_controls);
        role->setBuddy(edit);
        models->addWidget(role, 0, static_cast<int>(i));
        models->addWidget(edit, 1, static_cast<int>(i));
        m_models[i] = edit;
        m_labels[i] = role;
    }
    column->addLayout(models);

    auto* numbers = new QHBoxLayout;
    numbers->setSpacing(common::kSpace2);
    m_samples = new QSpinBox(m_controls);
    m_samples->setRange(1, static_cast<int>(sampling::kMostSamples));
    m_samples->setValue(kUsualSamples);
    m_samples->setAccessibleName(tr("Answers of each model"));
    auto* samplesLabel = new QLabel(tr("A&nswers of each"), m_controls);
    samplesLabel->setBuddy(m_samples);
    m_temperature = new QDoubleSpinBox(m_controls);
    m_temperature->setRange(kNotSent, 2);
    m_temperature->setSingleStep(0.1);
    m_temperature->setDecimals(kFewestDecimals);
    m_temperature->setSpecialValueText(tr("not sent"));
    m_temperature->setValue(kNotSent);
    m_temperature->setAccessibleName(tr("Temperature"));
    auto* temperatureLabel = new QLabel(tr("&Temperature"), m_controls);
    temperatureLabel->setBuddy(m_temperature);
    for (QWidget* widget :
         std::initializer_list<QWidget*>{samplesLabel, m_samples, temperatureLabel, m_temperature})
        numbers->addWidget(widget);
    numbers->addStretch(1);
    column->addLayout(numbers);

    m_difference = shrinkableLabel(m_controls);
    m_anyway = new QCheckBox(tr("Ask an&yway, with what there is"), m_controls);
    column->addWidget(m_difference);
    column->addWidget(m_anyway);
    m_cost = shrinkableLabel(m_controls);
    column->addWidget(m_cost);
    auto* buttons = new QHBoxLayout;
    m_ask = new QPushButton(m_controls);
    buttons->addWidget(m_ask);
    buttons->addStretch(1);
    column->addLayout(buttons);
    connect(m_samples, &QSpinBox::valueChanged, this, &ReaskForm::updateState);
    connect(m_temperature, &QDoubleSpinBox::valueChanged, this, &ReaskForm::updateState);
    connect(m_anyway, &QCheckBox::toggled, this, &ReaskForm::updateState);
    connect(m_ask, &QPushButton::clicked, this, &ReaskForm::askRequested);
}

// Not among the controls: these go where nothing can be asked, and what is under way does not.
void ReaskForm::buildProgress()
{
    auto* row = new QHBoxLayout(m_running);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(common::kSpace2);
    m_far = shrinkableLabel(m_running);
    m_cancel = new QPushButton(tr("Cancel"), m_running);
    m_cancel->setAccessibleName(tr("Cancel the requests that are under way"));
    row->addWidget(m_far, 1);
    row->addWidget(m_cancel, 0, Qt::AlignTop);
    connect(m_cancel, &QPushButton::clicked, this, &ReaskForm::cancelRequested);
}

void ReaskForm::setSuspect(const std::optional<telemetry::Generation>& suspect)
{
    m_suspect = suspect;
    m_input = {};
    if (m_port == nullptr) {
        updateState();
        return;
    }
    const auto targets = suspect ? m_port->targetsFor(*suspect) : std::vector<sampling::Target>();
    for (std::size_t i = 0; i < m_models.size(); ++i) {
        const bool isKnown = i < targets.size();
        m_roles[i] = isKnown ? QString::fromStdString(targets[i].role) : QString();
        const QString role = roleText(isKnown ? targets[i].role : std::string());
        m_labels[i]->setText(role);
        m_models[i]->setAccessibleName(QString(role).remove(u'&'));
        m_offered[i] =
            isKnown ? common::safeLine(targets[i].model, kLongestModel).trimmed() : QString();
        m_models[i]->setText(m_offered[i]);
    }
    const double temperature = suspect && suspect->temperature ? *suspect->temperature : kNotSent;
    m_temperature->setDecimals(decimalsOf(temperature));
    m_temperature->setValue(temperature);
    m_anyway->setChecked(false);
    updateState();
}

void ReaskForm::refreshSuspect(const telemetry::Generation& suspect)
{
    m_suspect = suspect;
    updateState();
}

void ReaskForm::setInput(const sampling::InputRead& input)
{
    m_input = input;
    updateState();
}

void ReaskForm::setLive(bool isLive)
{
    m_isLive = isLive;
    updateState();
}

void ReaskForm::setProgress(const std::optional<ReaskProgress>& progress)
{
    m_progress = progress;
    updateProgress();
    updateState();
}

void ReaskForm::updateProgress()
{
    m_running->setVisible(m_progress.has_value());
    if (!m_progress)
        return;
    const QString came = tr("%1 of %2 came").arg(m_progress->done).arg(m_progress->requests);
    const QString far = m_progress->isCancelling ? tr("cancelling, %1").arg(came) : came;
    m_far->setText(m_progress->whose.isEmpty()
                       ? (m_progress->isCancelling ? tr("Cancelling, %1").arg(came) : came)
                       : tr("Under way for another answer, %1: %2. One question is asked at a "
                            "time.")
                             .arg(m_progress->whose, far));
    m_cancel->setEnabled(!m_progress->isCancelling);
}

ReaskChoices ReaskForm::choices() const
{
    ReaskChoices choices;
    if (m_port == nullptr || !m_suspect)
        return choices;
    for (std::size_t i = 0; i < m_models.size(); ++i) {
        const QString model = m_models[i]->text().trimmed();
        // Another one than was offered is not in service, nor pinned.
        const QString role = model == m_offered[i] ? m_roles[i] : QString();
        if (!model.isEmpty())
            choices.targets.push_back({.model = model.toStdString(), .role = role.toStdString()});
    }
    choices.samplesEach = static_cast<std::size_t>(m_samples->value());
    if (m_temperature->value() > kNotSent / 2)
        choices.temperature = std::max(m_temperature->value(), 0.0);
    choices.maxTokens = m_suspect->maxTokens;
    choices.isDifferentAllowed = m_anyway->isChecked();
    choices.estimate = m_estimate;
    return choices;
}

void ReaskForm::updateState()
{
    const QString endpoint = m_port != nullptr ? m_port->endpoint() : QString();
    QString why;
    if (m_port == nullptr)
        why = tr("Nothing can be asked here: this is a recording, and what is looked at there "
                 "commands nothing. Open a live session, or use: %1")
                  .arg(commandFor(m_suspect));
    else if (endpoint.isEmpty() && !m_port->problem().isEmpty())
        why = tr("The endpoint cannot be asked: %1")
                  .arg(common::safeLine(m_port->problem().toStdString(), 300));
    else if (endpoint.isEmpty())
        why =
            tr("No OpenAI-compatible endpoint is configured: PLUMBLINE_REASK_ENDPOINT names one.");
    else if (!m_suspect)
        why = tr("Choose an answer to ask its question again.");
    else if (!m_isLive)
        why = tr("The console looks at the past: nothing is sent from there. Go live to ask.");
    if (why.isEmpty()) {
        const QString where = common::safeLine(endpoint.toStdString());
        const QString cut = common::safeLine(sampling::inWords(m_input));
        m_where->setText(cut.isEmpty()
                             ? tr("The same input goes to %1").arg(where)
                             : tr("The input as it was sent goes to %1. %2").arg(where, cut));
    } else {
        m_where->setText(why);
    }
    m_controls->setVisible(why.isEmpty());
    if (!why.isEmpty())
        return;
    const auto differences = m_port->differencesOf(*m_suspect);
    QString difference;
    for (const std::string& one : differences)
        difference += (difference.isEmpty() ? QString() : u" "_s) + common::safeLine(one);
    m_difference->setText(tr("It would not be the same input: %1").arg(difference));
    m_difference->setVisible(!differences.empty());
    m_anyway->setVisible(!differences.empty());
    const ReaskChoices chosen = choices();
    std::vector<std::string> models;
    for (const sampling::Target& target : chosen.targets)
        models.push_back(target.model);
    const sampling::Estimate estimate = sampling::estimateOf(
        *m_suspect, models, chosen.samplesEach, chosen.maxTokens, m_port->prices(), m_input.sent);
    m_estimate = sampling::inWords(estimate);
    m_cost->setText(common::safeLine(m_estimate));
    const QString named = estimate.requests == 1 ? tr("&Send 1 Request")
                                                 : tr("&Send %1 Requests").arg(estimate.requests);
    m_ask->setText(named);
    m_ask->setAccessibleName(
        tr("%1 to %2").arg(QString(named).remove(u'&'), common::safeLine(endpoint.toStdString())));
    m_ask->setEnabled(!m_progress && !chosen.targets.empty()
                      && (differences.empty() || m_anyway->isChecked()));
    // Of another answer something else may be made ready meanwhile.
    const bool isOwn = m_progress && m_progress->whose.isEmpty();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_models[0], m_models[1], m_models[2],
                                                           m_samples, m_temperature, m_anyway})
        widget->setEnabled(!isOwn);
}

} // namespace traceview
