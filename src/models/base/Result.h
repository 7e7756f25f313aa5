// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <type_traits>
#include <utility>
#include <variant>

namespace signalbox::models {

/// Carries an error into any Result of that error type: `return Failure { error };`.
template<typename E>
struct Failure
{
    E error;
};

template<typename E>
Failure(E) -> Failure<E>;

/// Either a value or the reason why there is none. Reading the wrong side is a bug of the caller.
template<typename T, typename E>
class [[nodiscard]] Result
{
public:
    // NOLINTNEXTLINE(google-explicit-constructor): a value is a Result
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {}
    // NOLINTNEXTLINE(google-explicit-constructor): so is a failure
    Result(Failure<E> failure)
        : m_state(std::in_place_index<1>, std::move(failure.error))
    {}

    [[nodiscard]] bool hasValue() const { return m_state.index() == 0; }
    explicit operator bool() const { return hasValue(); }

    [[nodiscard]] const T &value() const &
    {
        Q_ASSERT(hasValue());
        return *std::get_if<0>(&m_state);
    }
    /// Moves the value out; the Result is only fit for destruction afterwards.
    [[nodiscard]] T takeValue()
    {
        Q_ASSERT(hasValue());
        return std::move(*std::get_if<0>(&m_state));
    }
    [[nodiscard]] const E &error() const
    {
        Q_ASSERT(!hasValue());
        return *std::get_if<1>(&m_state);
    }

private:
    std::variant<T, E> m_state;
};

/// A Result that only tells success from failure.
template<typename E>
using Status = Result<std::monostate, E>;

} // namespace signalbox::models
