// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The forms of nodes whose settings are a few plain values.

#include "ui/rules/inspector/PoolForm.h"
#include "ui/rules/inspector/SplitForm.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QLineEdit>
#include <QSpinBox>

#include <algorithm>
#include <chrono>
#include <limits>

namespace signalbox::ui {

using models::RouteNodeKind;
using models::Unit;

namespace {

/// Carries the translation context for forms that have no class of their own in a header.
struct NodeForms
{
    Q_DECLARE_TR_FUNCTIONS(NodeForms)
};

constexpr int anyNumber = std::numeric_limits<int>::max();

/// \a chosen is there even when \a choices do not have it: a draft may name what is gone.
void fillChoices(QComboBox *box, const QStringList &choices, const QString &chosen)
{
    box->clear();
    box->addItems(choices);
    if (!choices.contains(chosen))
        box->insertItem(0, chosen);
    box->setCurrentText(chosen);
}

QStringList targetNames(const models::Policy &policy)
{
    QStringList names;
    for (const models::Target &target : policy.targets)
        names.append(target.id);
    return names;
}

QStringList budgetNames(const models::Policy &policy)
{
    QStringList names;
    for (const models::Budget &budget : policy.budgets)
        names.append(budget.id);
    return names;
}

QStringList routeNames(const models::Policy &policy)
{
    QStringList names;
    for (const models::Route &route : policy.routes)
        names.append(route.name);
    return names;
}

/// A node that names one thing of the policy.
template<typename Body>
class ChoiceForm final : public NodeForm
{
public:
    using Names = QStringList (*)(const models::Policy &);

    ChoiceForm(const QString &label, QString Body::*field, Names names, QWidget *parent)
        : NodeForm(parent)
        , m_field(field)
        , m_names(names)
        , m_box(new QComboBox(this))
    {
        m_box->setObjectName(QStringLiteral("nodeChoice"));
        addRow(label, m_box);
        connect(m_box, &QComboBox::textActivated, this, [this](const QString &text) {
            edit<Body>([&](Body &node) { node.*m_field = text; });
        });
    }

private:
    void fill(const models::Policy &policy) override
    {
        fillChoices(m_box, m_names(policy), body<Body>().*m_field);
    }

    QString Body::*m_field;
    Names m_names;
    QComboBox *m_box;
};

QSpinBox *makeNumber(int least, int most, const QString &suffix, QWidget *parent)
{
    auto *box = new QSpinBox(parent);
    box->setRange(least, most);
    box->setSuffix(suffix);
    box->setKeyboardTracking(false); // 120 is not 1, then 12, then 120
    box->setGroupSeparatorShown(true);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    return box;
}

class RateLimitForm final : public NodeForm
{
public:
    explicit RateLimitForm(QWidget *parent)
        : NodeForm(parent)
        , m_requests(makeNumber(0, anyNumber, {}, this))
        , m_tokens(makeNumber(0, anyNumber, {}, this))
        , m_concurrent(makeNumber(0, anyNumber, {}, this))
        , m_window(makeNumber(1, anyNumber, NodeForms::tr(" s"), this))
        , m_per(new QComboBox(this))
    {
        m_requests->setObjectName(QStringLiteral("limitRequests"));
        for (QSpinBox *box : {m_requests, m_tokens, m_concurrent})
            box->setSpecialValueText(NodeForms::tr("No limit"));
        m_per->addItem(NodeForms::tr("Conversation"), static_cast<int>(Unit::Conversation));
        m_per->addItem(NodeForms::tr("Client key"), static_cast<int>(Unit::Client));
        m_per->addItem(NodeForms::tr("Request"), static_cast<int>(Unit::Request));
        m_per->addItem(NodeForms::tr("All together"), static_cast<int>(Unit::All));
        addRow(NodeForms::tr("Requests"), m_requests);
        addRow(NodeForms::tr("Tokens"), m_tokens);
        addRow(NodeForms::tr("At once"), m_concurrent);
        addRow(NodeForms::tr("Within"), m_window);
        addRow(NodeForms::tr("Counted by"), m_per);
        const auto change = [this] {
            edit<models::RateLimitNode>([this](models::RateLimitNode &node) {
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

private:
    void fill(const models::Policy &) override
    {
        const auto &node = body<models::RateLimitNode>();
        const auto fitted = [](qint64 value) {
            return static_cast<int>(std::min<qint64>(value, anyNumber));
        };
        m_requests->setValue(fitted(node.limits.requests));
        m_tokens->setValue(fitted(node.limits.tokens));
        m_concurrent->setValue(node.limits.concurrent);
        m_window->setValue(fitted(node.limits.window.count()));
        m_per->setCurrentIndex(m_per->findData(static_cast<int>(node.per)));
    }

    QSpinBox *m_requests;
    QSpinBox *m_tokens;
    QSpinBox *m_concurrent;
    QSpinBox *m_window;
    QComboBox *m_per;
};

class CacheForm final : public NodeForm
{
public:
    explicit CacheForm(QWidget *parent)
        : NodeForm(parent)
        , m_keep(makeNumber(1, anyNumber, NodeForms::tr(" s"), this))
        , m_size(makeNumber(1, anyNumber, NodeForms::tr(" MiB"), this))
        , m_perClient(new QCheckBox(NodeForms::tr("Each client key has its own"), this))
    {
        addRow(NodeForms::tr("Keep answers for"), m_keep);
        addRow(NodeForms::tr("At most"), m_size);
        addRow({}, m_perClient);
        m_perClient->setAccessibleName(m_perClient->text());
        const auto change = [this] {
            edit<models::CacheNode>([this](models::CacheNode &node) {
                node.keep = std::chrono::seconds(m_keep->value());
                node.maxMib = m_size->value();
                node.isPerClient = m_perClient->isChecked();
            });
        };
        connect(m_keep, &QSpinBox::valueChanged, this, change);
        connect(m_size, &QSpinBox::valueChanged, this, change);
        connect(m_perClient, &QCheckBox::toggled, this, change);
    }

private:
    void fill(const models::Policy &) override
    {
        const auto &node = body<models::CacheNode>();
        m_keep->setValue(static_cast<int>(std::min<qint64>(node.keep.count(), anyNumber)));
        m_size->setValue(node.maxMib);
        m_perClient->setChecked(node.isPerClient);
    }

    QSpinBox *m_keep;
    QSpinBox *m_size;
    QCheckBox *m_perClient;
};

class RejectForm final : public NodeForm
{
public:
    explicit RejectForm(QWidget *parent)
        : NodeForm(parent)
        , m_status(makeNumber(400, 599, {}, this))
        , m_message(new QLineEdit(this))
        , m_code(new QLineEdit(this))
    {
        m_message->setObjectName(QStringLiteral("rejectMessage"));
        m_message->setPlaceholderText(NodeForms::tr("That the route refuses it"));
        m_code->setPlaceholderText(QStringLiteral("rejected"));
        addRow(NodeForms::tr("Status"), m_status);
        addRow(NodeForms::tr("Message"), m_message);
        addRow(NodeForms::tr("Code"), m_code);
        const auto change = [this] {
            edit<models::RejectNode>([this](models::RejectNode &node) {
                node = {.status = m_status->value(),
                        .message = m_message->text(),
                        .code = m_code->text()};
            });
        };
        connect(m_status, &QSpinBox::valueChanged, this, change);
        connect(m_message, &QLineEdit::editingFinished, this, change);
        connect(m_code, &QLineEdit::editingFinished, this, change);
    }

private:
    void fill(const models::Policy &) override
    {
        const auto &node = body<models::RejectNode>();
        m_status->setValue(node.status);
        m_message->setText(node.message);
        m_code->setText(node.code);
    }

    QSpinBox *m_status;
    QLineEdit *m_message;
    QLineEdit *m_code;
};

} // namespace

NodeForm *makeNodeForm(RouteNodeKind kind, QWidget *parent)
{
    switch (kind) {
    case RouteNodeKind::Target:
        return new ChoiceForm(NodeForms::tr("Target"), &models::TargetNode::target, targetNames,
                              parent);
    case RouteNodeKind::Budget:
        return new ChoiceForm(NodeForms::tr("Budget"), &models::BudgetNode::budget, budgetNames,
                              parent);
    case RouteNodeKind::Route:
        return new ChoiceForm(NodeForms::tr("Route"), &models::SubRouteNode::route, routeNames,
                              parent);
    case RouteNodeKind::Pool:
        return new PoolForm(parent);
    case RouteNodeKind::Split:
        return new SplitForm(parent);
    case RouteNodeKind::RateLimit:
        return new RateLimitForm(parent);
    case RouteNodeKind::Cache:
        return new CacheForm(parent);
    case RouteNodeKind::Reject:
        return new RejectForm(parent);
    case RouteNodeKind::Fallback:
    case RouteNodeKind::Match:
    case RouteNodeKind::Switch:
    case RouteNodeKind::Table:
    case RouteNodeKind::Transform:
    case RouteNodeKind::Shadow:
    case RouteNodeKind::Answer:
        break;
    }
    return nullptr;
}

} // namespace signalbox::ui
