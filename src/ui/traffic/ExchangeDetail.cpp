// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/ExchangeDetail.h"

#include "models/decision/DecisionTree.h"
#include "models/store/RecordStore.h"
#include "ui/decision/DecisionView.h"
#include "ui/shell/Icon.h"
#include "ui/shell/Theme.h"
#include "ui/traffic/AttemptsTable.h"
#include "ui/traffic/BodyTab.h"
#include "ui/traffic/CurlCommand.h"
#include "ui/traffic/FactsView.h"
#include "ui/traffic/TimingBar.h"
#include "ui/traffic/TrafficWords.h"
#include "ui/widgets/ElidingLabel.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/StateDot.h"
#include "ui/widgets/Text.h"

#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using models::ExchangeRecord;

namespace {

QString servedText(const ExchangeRecord &record)
{
    if (record.provider.isEmpty())
        return unknownText();
    return QStringLiteral("%1/%2").arg(record.provider, record.model);
}

} // namespace

ExchangeDetail::ExchangeDetail(const WindowContext &context, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_dot(new StateDot(context.theme, this))
    , m_title(makeLabel({}, TextRole::Strong, this))
    , m_subtitle(new ElidingLabel(TextRole::Muted, this))
    , m_feedback(new FeedbackButtons(context.theme, this))
    , m_curl(new QToolButton(this))
    , m_tabs(new QTabWidget(this))
    , m_summary(new FactsView(m_tabs))
    , m_request(new BodyTab(context.theme, BodyTab::Side::Request, m_tabs))
    , m_response(new BodyTab(context.theme, BodyTab::Side::Response, m_tabs))
    , m_why(new DecisionView(context.theme, context.colors, m_tabs))
    , m_attempts(new AttemptsTable(context.theme, m_tabs))
    , m_timing(new FactsView(m_tabs))
{
    setPanel(this, ui::Panel::Plain);
    m_tabs->setObjectName(QStringLiteral("exchangeTabs"));
    m_tabs->setAccessibleName(tr("Details of the exchange"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_summary, tr("Summary"));
    m_tabs->addTab(m_request, tr("Request"));
    m_tabs->addTab(m_response, tr("Response"));
    m_tabs->addTab(m_why, tr("Why"));
    m_tabs->addTab(m_attempts, tr("Attempts"));
    m_tabs->addTab(m_timing, tr("Timing"));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(makeHead());
    column->addWidget(m_tabs, 1);
}

QLayout *ExchangeDetail::makeHead()
{
    m_curl->setText(besideIcon(tr("Copy as cURL")));
    m_curl->setIcon(lineIcon(m_context.theme, IconName::Copy, IconTone::Muted));
    m_curl->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_curl->setToolTip(tr("Copy a command that sends this request again (Ctrl+Shift+C)"));
    setTone(m_curl, Tone::Flat);
    connect(m_curl, &QToolButton::clicked, this, &ExchangeDetail::copyAsCurl);
    const auto makeAction = [this](const char *name, const QString &text, IconName icon,
                                   const QString &tip) {
        auto *button = new QToolButton(this);
        button->setObjectName(QLatin1String(name));
        button->setText(besideIcon(text));
        button->setIcon(lineIcon(m_context.theme, icon, IconTone::Muted));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setToolTip(tip);
        setTone(button, Tone::Flat);
        return button;
    };
    auto *simulate = makeAction("simulateExchange", tr("Simulate"), IconName::Branch,
                                tr("See in Rules what the draft would do with this request"));
    connect(simulate, &QToolButton::clicked, this, [this] { emit simulationRequested(m_record); });
    auto *test = makeAction("testOfExchange", tr("Make a test"), IconName::Check,
                            tr("Keep this request and what came of it as a test of the routes"));
    connect(test, &QToolButton::clicked, this, [this] { emit testRequested(m_record); });
    auto *close = new QToolButton(this);
    close->setIcon(lineIcon(m_context.theme, IconName::Close, IconTone::Muted));
    close->setToolTip(tr("Close the details (Esc)"));
    close->setAccessibleName(tr("Close the details"));
    setTone(close, Tone::Flat);
    m_feedback->setVisible(bool(m_context.services.giveFeedback));
    connect(m_feedback, &FeedbackButtons::feedbackGiven, this, &ExchangeDetail::takeFeedback);
    setTabOrder(m_curl, simulate);
    setTabOrder(simulate, test);
    setTabOrder(test, close);
    connect(close, &QToolButton::clicked, this, &ExchangeDetail::closeRequested);

    auto *row = new QHBoxLayout;
    row->setContentsMargins(12, 6, 8, 2);
    row->setSpacing(8);
    row->addWidget(m_dot);
    row->addWidget(m_title);
    row->addWidget(m_subtitle, 1);
    row->addWidget(m_feedback);
    row->addWidget(m_curl);
    row->addWidget(simulate);
    row->addWidget(test);
    row->addWidget(close);
    return row;
}

void ExchangeDetail::showExchange(const ExchangeRecord &row)
{
    if (row.id == m_record.id && m_record.bodies)
        return;
    showRecord(row);
    showFeedback();
    ask(row.id, Asked::Once);
}

void ExchangeDetail::ask(quint64 id, Asked asked)
{
    m_context.services.store.detail(
        id, this, [this, id, asked](const std::optional<ExchangeRecord> &record) {
            if (m_record.id != id)
                return; // another one is shown by now
            if (record) {
                showRecord(*record);
            } else if (asked == Asked::Once) {
                // It finished a moment ago and is still on its way to the disk.
                m_context.services.store.flush(this, [this, id] { ask(id, Asked::Again); });
            }
        });
}

void ExchangeDetail::copyAsCurl()
{
    const QString address = m_context.services.proxy.address();
    const QString command = curlCommand(
        m_record, address.isEmpty() ? QStringLiteral("http://127.0.0.1:4141") : address);
    if (!command.isEmpty())
        QGuiApplication::clipboard()->setText(command);
}

void ExchangeDetail::showWhy()
{
    m_tabs->setCurrentWidget(m_why);
}

void ExchangeDetail::showFeedback()
{
    const quint64 id = m_record.id;
    const auto given = m_given.constFind(id);
    m_feedback->setFeedback(given == m_given.cend() ? std::nullopt : std::optional(*given));
    if (given != m_given.cend() || !m_context.services.askFeedback)
        return; // what was said a moment ago may not be written yet
    using Value = FeedbackButtons::Value;
    constexpr double middle = 0.5;
    m_context.services.askFeedback(id, this, [this, id](double value, const QString &comment) {
        if (m_record.id == id && !m_given.contains(id))
            m_feedback->setFeedback(FeedbackButtons::Feedback{
                .value = value < middle ? Value::Bad : Value::Good, .comment = comment});
    });
}

void ExchangeDetail::takeFeedback(const FeedbackButtons::Feedback &feedback)
{
    m_given.insert(m_record.id, feedback);
    m_context.services.giveFeedback(
        m_record.id, feedback.value == FeedbackButtons::Value::Good ? 1 : 0, feedback.comment);
}

void ExchangeDetail::takeFocus()
{
    m_tabs->tabBar()->setFocus(Qt::TabFocusReason);
}

void ExchangeDetail::showRecord(const ExchangeRecord &record)
{
    m_record = record;
    m_dot->setColor(outcomeColor(record.outcome));
    m_title->setText(
        tr("%1 · %2").arg(outcomeText(record.outcome),
                          record.status > 0 ? QString::number(record.status) : unknownText()));
    m_subtitle->setWholeText(tr("%1 served by %2").arg(record.requestedModel, servedText(record)));
    m_curl->setEnabled(!curlCommand(record, QString()).isEmpty());
    showSummary();
    m_attempts->setAttempts(record.attempts);
    m_why->setDecision(models::DecisionTree::fromRecord(record));
    showTiming();
    m_request->setRecord(record);
    m_response->setRecord(record);
}

void ExchangeDetail::showSummary()
{
    const ExchangeRecord &record = m_record;
    m_summary->clear();
    m_summary->addTitle(tr("Outcome"));
    m_summary->addFact(tr("Result"), outcomeExplanation(record.outcome));
    if (!record.error.isEmpty())
        setTone(m_summary->addFact(tr("Error"), record.error), Tone::Danger);
    m_summary->addFact(tr("Why this target"),
                       record.reason.isEmpty() ? unknownText() : record.reason);
    m_summary->addFact(tr("Finish reason"),
                       record.finishReason.isEmpty() ? unknownText() : record.finishReason);

    m_summary->addTitle(tr("Route"));
    m_summary->addFact(tr("Requested"), record.requestedModel);
    m_summary->addFact(tr("Route"),
                       record.route.isEmpty() ? tr("none: asked for by name") : record.route);
    m_summary->addFact(tr("Target"), record.target.isEmpty() ? unknownText() : record.target);
    m_summary->addFact(tr("Served by"), servedText(record));
    if (!record.variant.isEmpty())
        m_summary->addFact(tr("Prompt variant"), record.variant);

    m_summary->startColumn();
    m_summary->addTitle(tr("Tokens and cost"));
    const models::TokenUsage &usage = record.usage;
    m_summary->addFact(tr("Input"),
                       usage.cachedInput < 0
                           ? countText(usage.input)
                           : tr("%1, of which %2 cached")
                                 .arg(countText(usage.input), countText(usage.cachedInput)));
    m_summary->addFact(tr("Output"),
                       usage.reasoning < 0
                           ? countText(usage.output)
                           : tr("%1, of which %2 reasoning")
                                 .arg(countText(usage.output), countText(usage.reasoning)));
    m_summary->addFact(tr("Cost"),
                       tr("%1, %2").arg(costText(record.cost, record.costSource),
                                        costSourceText(record.costSource)));
    if (record.saved.microDollars > 0)
        m_summary->addFact(tr("Saved"), costText(record.saved, models::CostSource::Reported));

    m_summary->addTitle(tr("Exchange"));
    if (record.kind != models::ExchangeKind::Client)
        m_summary->addFact(tr("Made as"), kindText(record));
    m_summary->addFact(tr("Started"),
                       QLocale().toString(QDateTime::fromMSecsSinceEpoch(record.startedAtMs),
                                          QLocale::LongFormat));
    m_summary->addFact(tr("Client key"), record.client.isEmpty() ? unknownText() : record.client);
    m_summary->addFact(tr("API"),
                       record.streamed ? tr("%1, streamed").arg(dialectText(record.dialect))
                                       : dialectText(record.dialect));
    m_summary->addFact(tr("Size"),
                       tr("%1 sent, %2 received")
                           .arg(QLocale().formattedDataSize(record.requestBytes),
                                QLocale().formattedDataSize(record.responseBytes)));
    m_summary->addFact(tr("Id"), models::exchangeIdText(record.id));
    m_summary->finish();
}

void ExchangeDetail::showTiming()
{
    const ExchangeRecord &record = m_record;
    const qint64 overhead = std::max<qint64>(0, record.overheadUs);
    const qint64 first = record.ttftUs < 0 ? record.totalUs : record.ttftUs;
    m_timing->clear();
    m_timing->addWidget(new TimingBar(m_context.theme,
                                      {.overheadUs = overhead,
                                       .waitUs = std::max<qint64>(0, first - overhead),
                                       .generationUs = std::max<qint64>(0, record.totalUs - first)},
                                      m_timing));
    const auto addPart = [this](const QString &name, qint64 us, TimingBar::Part part) {
        m_timing->addFact(name, durationText(us), TimingBar::color(m_context.theme, part));
    };
    addPart(tr("Signalbox itself"), record.overheadUs, TimingBar::Part::Overhead);
    addPart(tr("Time to the first token"), record.ttftUs, TimingBar::Part::Wait);
    addPart(tr("Receiving the rest"), record.ttftUs < 0 ? -1 : record.totalUs - record.ttftUs,
            TimingBar::Part::Generation);
    m_timing->addFact(tr("Total"), durationText(record.totalUs));
    const double perToken = record.timePerOutputTokenMs();
    m_timing->addFact(tr("Time per output token"),
                      perToken < 0 ? unknownText()
                                   : durationText(static_cast<qint64>(perToken * 1000)));
    m_timing->addFact(tr("Longest silence in the stream"), durationText(record.longestGapUs));
    m_timing->addFact(tr("Waiting for providers' first bytes"),
                      durationText(record.providerWaitUs));
    m_timing->finish();
}

} // namespace signalbox::ui
