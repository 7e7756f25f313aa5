// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/RateLimitForm.h"

#include "models/policy/checks/KnownNames.h"
#include "routing/proxy/RateUnits.h"
#include "ui/rules/inspector/UsageBar.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/Text.h"

#include <QComboBox>
#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <limits>

namespace signalbox::ui {

using models::RateLimitNode;
using models::Unit;
using routing::RateUsage;

namespace {
constexpr int largestLimit = std::numeric_limits<int>::max();

/// The larger share of any of its limits.
double shareOf(const RateUsage &usage, const models::RateLimits &limits)
{
    double share = 0;
    const auto count = [&share](qint64 used, qint64 limit) {
        if (limit > 0)
            share = std::max(share, static_cast<double>(used) / static_cast<double>(limit));
    };
    count(usage.requests, limits.requests);
    count(usage.tokens, limits.tokens);
    count(usage.running, limits.concurrent);
    return share;
}
} // namespace

RateLimitForm::RateLimitForm(const Theme &, QWidget *parent)
    : NodeForm(parent)
    , m_requests(makeNumber(0, largestLimit, {}))
    , m_tokens(makeNumber(0, largestLimit, {}))
    , m_concurrent(makeNumber(0, largestLimit, {}))
    , m_window(makeNumber(1, largestLimit, tr(" s")))
    , m_per(new QComboBox(this))
    , m_unknown(makeLabel({}, TextRole::Caption, this))
{
    m_requests->setObjectName(QStringLiteral("limitRequests"));
    for (QSpinBox *box : {m_requests, m_tokens, m_concurrent})
        box->setSpecialValueText(tr("No limit"));
    m_per->addItem(tr("Conversation"), static_cast<int>(Unit::Conversation));
    m_per->addItem(tr("Client key"), static_cast<int>(Unit::Client));
    m_per->addItem(tr("Request"), static_cast<int>(Unit::Request));
    m_per->addItem(tr("All together"), static_cast<int>(Unit::All));
    addRow(tr("Requests"), m_requests);
    addRow(tr("Tokens"), m_tokens);
    addRow(tr("At once"), m_concurrent);
    addRow(tr("Within"), m_window);
    addRow(tr("Counted by"), m_per);
    auto *usage = new QWidget(this);
    usage->setObjectName(QStringLiteral("limitUsage"));
    auto *column = new QVBoxLayout(usage);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_unknown->setWordWrap(true);
    column->addWidget(m_unknown);
    for (UsageBar *&bar : m_usages) {
        bar = new UsageBar(usage);
        column->addWidget(bar);
    }
    addRow(tr("Used up"), usage);

    const auto change = [this] {
        edit<RateLimitNode>([this](RateLimitNode &node) {
            node.limits = {.requests = m_requests->value(),
                           .tokens = m_tokens->value(),
                           .concurrent = m_concurrent->value(),
                           .window = std::chrono::seconds(m_window->value())};
            node.per = static_cast<Unit>(m_per->currentData().toInt());
        });
    };
    for (QSpinBox *box : {m_requests, m_tokens, m_concurrent, m_window})
        connect(box, &QSpinBox::valueChanged, this, change);
    connect(m_per, &QComboBox::activated, this, change);
}

void RateLimitForm::fill(const NodeSurroundings &surroundings)
{
    const auto &node = body<RateLimitNode>();
    showNumber(m_requests, node.limits.requests);
    showNumber(m_tokens, node.limits.tokens);
    showNumber(m_concurrent, node.limits.concurrent);
    showNumber(m_window, node.limits.window.count());
    m_per->setCurrentIndex(m_per->findData(static_cast<int>(node.per)));
    m_route = surroundings.route.name;
    m_clients = {models::firstClientName()};
    for (const models::ClientKey &client : surroundings.policy.clients)
        m_clients.append(client.name);
    showUsage();
}

void RateLimitForm::setMoment(const Moment &moment)
{
    m_moment = moment;
    if (!nodeId().isEmpty())
        showUsage();
}

std::optional<std::pair<QString, RateUsage>> RateLimitForm::mostUsed() const
{
    const auto &node = body<RateLimitNode>();
    std::optional<std::pair<QString, RateUsage>> most;
    const auto look = [&](const QString &client) {
        const auto found =
            m_moment->rates.find(routing::nodeRateUnit(m_route, nodeId(), client.toStdString()));
        const RateUsage usage = found == m_moment->rates.end() ? RateUsage{} : found->second;
        if (!most || shareOf(usage, node.limits) > shareOf(most->second, node.limits))
            most = std::pair(client, usage);
    };
    if (node.per == Unit::All)
        look({});
    else if (node.per == Unit::Client)
        for (const QString &client : m_clients)
            look(client);
    return most;
}

void RateLimitForm::showUsage()
{
    const auto &limits = body<RateLimitNode>().limits;
    const auto most = m_moment ? mostUsed() : std::nullopt;
    QString text;
    if (limits.isEmpty())
        text = tr("Nothing is limited.");
    else if (!m_moment)
        text = tr("Not known yet");
    else if (!most)
        text = tr("Each is counted by itself.");
    else if (!most->first.isEmpty())
        text = tr("Client %1, who has used most:").arg(most->first);
    m_unknown->setText(text);
    m_unknown->setVisible(!text.isEmpty());
    const auto show = [&most](UsageBar *bar, qint64 used, qint64 limit, const QString &said) {
        bar->setVisible(most && limit > 0);
        bar->setUsage(static_cast<double>(used), static_cast<double>(limit),
                      said.arg(countText(used), countText(limit)));
    };
    const RateUsage usage = most ? most->second : RateUsage{};
    show(m_usages[0], usage.requests, limits.requests, tr("%1 of %2 requests"));
    show(m_usages[1], usage.tokens, limits.tokens, tr("%1 of %2 tokens"));
    show(m_usages[2], usage.running, limits.concurrent, tr("%1 of %2 at once"));
}

} // namespace signalbox::ui
