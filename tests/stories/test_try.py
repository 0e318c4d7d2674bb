from tests.stories.desk import StoryDesk


async def test_try(desk: StoryDesk) -> None:
    daniel = desk.daniel()
    try:
        await desk.registers(daniel)
        await daniel.sees("What can I do for you")
        await daniel.taps("📅 Book a visit")
        await daniel.sees("branch")
        b = daniel.last.buttons[0][0].text
        await daniel.taps(b)
        await daniel.sees("Which doctor")
        await daniel.taps("Any doctor")
        await daniel.sees("Choose a doctor")
        await daniel.taps(daniel.last.buttons[0][0].text)
        await daniel.taps("📅 Visit at the clinic")
        await daniel.taps("Family doctor's visit")
        await daniel.taps("Tue 24.11")
        await daniel.taps("10:30")
        await daniel.sees("Not booked yet", timeout=3)
        await daniel.taps("✅ Confirm")
        await daniel.sees("You're booked")
        await daniel.taps("🗺 Route")
        await daniel.taps("📆 Calendar")
        await daniel.taps("🗓 My visits")
        await daniel.sees("Your visits")
    finally:
        print(daniel.transcript())
        for c in desk.telegram.refusals: print(c)
