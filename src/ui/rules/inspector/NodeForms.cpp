// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The forms of nodes whose settings are a few plain values.

#include "ui/rules/inspector/BudgetForm.h"
#include "ui/rules/inspector/FallbackForm.h"
#include "ui/rules/inspector/LeftText.h"
#include "ui/rules/inspector/MatchForm.h"
#include "ui/rules/inspector/PoolForm.h"
#include "ui/rules/inspector/RateLimitForm.h"
#include "ui/rules/inspector/ShadowForm.h"
#include "ui/rules/inspector/SplitForm.h"
#include "ui/rules/inspector/SwitchForm.h"
#include "ui/rules/inspector/TableForm.h"
#include "ui/rules/inspector/TransformForm.h"
#include "ui/widgets/Text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QLineEdit>
#include <QSpinBox>

#include <chrono>
#include <limits>

namespace signalbox::ui {

using models::RouteNodeKind;

namespace {

/// Carries the translation context for forms that have no class of their own in a header.
struct NodeForms
{
    Q_DECLARE_TR_FUNCTIONS(NodeForms)
};

constexpr int anyNumber = std::numeric_limits<int>::max();

QStringList targetNames(const models::Policy &policy)
{
    QStringList names;
    for (const models::Target &target : policy.targets)
        names.append(target.id);
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
    void fill(const NodeSurroundings &surroundings) override
    {
        showChoice(m_box, m_names(surroundings.policy), body<Body>().*m_field);
    }

    QString Body::*m_field;
    Names m_names;
    QComboBox *m_box;
};

class CacheForm final : public NodeForm
{
public:
    explicit CacheForm(QWidget *parent)
        : NodeForm(parent)
        , m_keep(makeNumber(1, anyNumber, NodeForms::tr(" s")))
        , m_size(makeNumber(1, anyNumber, NodeForms::tr(" MiB")))
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
    void fill(const NodeSurroundings &) override
    {
        const auto &node = body<models::CacheNode>();
        showNumber(m_keep, node.keep.count());
        showNumber(m_size, node.maxMib);
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
        , m_status(makeNumber(400, 599, {}))
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
    void fill(const NodeSurroundings &) override
    {
        const auto &node = body<models::RejectNode>();
        showNumber(m_status, node.status);
        showText(m_message, node.message);
        showText(m_code, node.code);
    }

    QSpinBox *m_status;
    QLineEdit *m_message;
    QLineEdit *m_code;
};

class AnswerForm final : public NodeForm
{
public:
    explicit AnswerForm(QWidget *parent)
        : NodeForm(parent)
        , m_text(new LeftText(this))
    {
        m_text->setObjectName(QStringLiteral("answerText"));
        m_text->setPlaceholderText(NodeForms::tr("What the client is to read"));
        addWideRow(makeLabel(NodeForms::tr("Answer"), TextRole::Body, this));
        addWideRow(m_text);
        m_text->setAccessibleName(NodeForms::tr("Answer"));
        connect(m_text, &LeftText::left, this, [this](const QString &text) {
            edit<models::AnswerNode>([&text](models::AnswerNode &node) { node.text = text; });
        });
    }

private:
    void fill(const NodeSurroundings &) override
    {
        showText(m_text, body<models::AnswerNode>().text);
    }

    LeftText *m_text;
};

} // namespace

NodeForm *makeNodeForm(RouteNodeKind kind, const Theme &theme, QWidget *parent)
{
    switch (kind) {
    case RouteNodeKind::Target:
        return new ChoiceForm(NodeForms::tr("Target"), &models::TargetNode::target, targetNames,
                              parent);
    case RouteNodeKind::Budget:
        return new BudgetForm(theme, parent);
    case RouteNodeKind::Route:
        return new ChoiceForm(NodeForms::tr("Route"), &models::SubRouteNode::route, routeNames,
                              parent);
    case RouteNodeKind::Pool:
        return new PoolForm(theme, parent);
    case RouteNodeKind::Split:
        return new SplitForm(parent);
    case RouteNodeKind::RateLimit:
        return new RateLimitForm(theme, parent);
    case RouteNodeKind::Cache:
        return new CacheForm(parent);
    case RouteNodeKind::Reject:
        return new RejectForm(parent);
    case RouteNodeKind::Match:
        return new MatchForm(theme, parent);
    case RouteNodeKind::Table:
        return new TableForm(theme, parent);
    case RouteNodeKind::Switch:
        return new SwitchForm(theme, parent);
    case RouteNodeKind::Fallback:
        return new FallbackForm(theme, parent);
    case RouteNodeKind::Transform:
        return new TransformForm(theme, parent);
    case RouteNodeKind::Shadow:
        return new ShadowForm(parent);
    case RouteNodeKind::Answer:
        return new AnswerForm(parent);
    }
    return nullptr;
}

} // namespace signalbox::ui
