// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/proxy/RoutingMoment.h"
#include "ui/rules/RulesDocument.h"
#include "ui/rules/inspector/NodeSurroundings.h"

#include <QWidget>

#include <functional>
#include <memory>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace signalbox::ui {

class Theme;

/// The fields of one kind of node. Shows a node and hands out what the user makes of it, links left
/// as they are unless the form shows them. What is being written in a field stays there while the
/// node changes elsewhere.
///
/// Lives on the GUI thread.
class NodeForm : public QWidget
{
    Q_OBJECT

public:
    using Moment = std::shared_ptr<const routing::RoutingMoment>;
    using PolicyEdit = std::function<void(models::Policy &policy)>;

    explicit NodeForm(QWidget *parent);
    ~NodeForm() override;

    /// \a node is of the form's kind.
    void setNode(const models::RouteNode &node, const NodeSurroundings &surroundings);
    /// What the last check has found wrong with the node as it is now: told above the fields,
    /// unless the form has better places for it.
    virtual void setProblems(const QList<NodeProblem> &problems);
    /// What the proxy knows now; null: nothing.
    virtual void setMoment(const Moment &moment);
    /// Whether setMoment() is of any use.
    [[nodiscard]] virtual bool wantsMoment() const { return false; }

signals:
    void edited(const signalbox::models::RouteNode &node);
    /// An edit of more than the node's own values, in one step of undo.
    void graphEditRequested(const QString &undoText,
                            const signalbox::ui::RulesDocument::Edit &edit);
    /// An edit of the rest of the policy, in one step of undo.
    void policyEditRequested(const QString &undoText,
                             const signalbox::ui::NodeForm::PolicyEdit &edit);
    /// What was written cannot be taken; an empty \a why: no longer.
    void refused(const QString &why);

protected:
    /// Fills the fields; what they send meanwhile is no edit.
    virtual void fill(const NodeSurroundings &surroundings) = 0;

    template<typename Body>
    [[nodiscard]] const Body &body() const
    {
        return std::get<Body>(m_node.body);
    }
    /// Lets \a change do its work on the node's body and tells it, if anything is different then.
    template<typename Body, typename Change>
    void edit(Change change)
    {
        if (m_isFilling)
            return;
        models::RouteNode node = m_node;
        change(std::get<Body>(node.body));
        if (node == m_node)
            return;
        m_node = node;
        emit edited(m_node);
    }
    /// A row whose field is called by its label.
    void addRow(const QString &label, QWidget *field);
    /// A row as wide as the form.
    void addWideRow(QWidget *field);
    void addWideRow(QLayout *fields);
    /// Leaves a gap, and a heading for what follows.
    void addHeading(const QString &text);
    /// A field for whole numbers that counts only once it is left or Enter is pressed.
    [[nodiscard]] QSpinBox *makeNumber(int least, int most, const QString &suffix);

    /// Shows or hides the row that addRow() has made for \a field.
    enum class Row : quint8 { Hidden, Shown };
    void setRow(QWidget *field, Row row);

    [[nodiscard]] const QString &nodeId() const { return m_id; }
    [[nodiscard]] bool isFilling() const { return m_isFilling; }
    /// Whether fill() shows the node that was shown before.
    [[nodiscard]] bool isSameNode() const { return m_isSameNode; }

    // For fill(): shows a value, unless the user is writing another one.
    void showText(QLineEdit *field, const QString &text) const;
    void showText(QPlainTextEdit *field, const QString &text) const;
    static void showNumber(QSpinBox *field, qint64 value);
    static void showNumber(QDoubleSpinBox *field, double value);
    /// \a chosen is there even when \a choices do not have it: a draft may name what is gone.
    static void showChoice(QComboBox *field, QStringList choices, const QString &chosen);

private:
    QFormLayout *m_form;
    QLabel *m_problems = nullptr; // made when there are any
    QString m_id;
    models::RouteNode m_node;
    bool m_isFilling = false;
    bool m_isSameNode = false;
};

/// The form of a kind of node, or null where the text of the node has to do.
[[nodiscard]] NodeForm *makeNodeForm(models::RouteNodeKind kind, const Theme &theme,
                                     QWidget *parent);

} // namespace signalbox::ui
