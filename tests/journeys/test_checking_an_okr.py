"""Anybody may put an OKR to the critic."""

from tests.client import Visitor

OKR = "Objective: Retrain the clerks and cut paper costs\n- Hold 4 trainings\n- Lost files from 40 to 10 a month"


def test_a_stranger_pastes_an_okr_and_is_asked_questions(someone: Visitor) -> None:
    someone.open("/").follow("Check an OKR")
    someone.submit({"okr": OKR, "cycle": "Q2"}, holding="okr")
    assert someone.sees("Several aims in one sentence")
    assert someone.sees("If it works, which number moves?")
    assert someone.sees("“from 40 to 10” says where it starts and where it ends.")
    assert someone.page.forms[0].values()["okr"] == [OKR], "what was typed stays"


def test_a_misreading_and_the_sum_of_the_score_and_the_height_of_a_target_are_seen(someone: Visitor) -> None:
    okr = "Callers reach a person\nAbandoned calls from 31% to 30% by 30 June\nHold 4 trainings"
    known = "Abandoned calls were 35%, 33% and 31%."
    someone.open("/check").submit({"okr": okr, "cycle": "Q2", "context": known}, holding="okr")
    assert someone.sees("Read as Abandoned calls · 31 % → to 30 % · by 30 June")
    assert someone.sees("Every draft starts with 100")
    assert someone.sees("3 to fix, 12 each −36")
    assert someone.sees("doing nothing would give 29 %")
    assert someone.sees("It would be reached by going on as before.")
    assert someone.sees("A target already met"), "the code and the line say the same"


def test_an_okr_in_portuguese_is_answered_in_portuguese_and_leads_to_its_page(someone: Visitor) -> None:
    okr = "Objetivo: Reduzir custos e capacitar a equipe\n- Realizar 4 oficinas\n- Espera de 40 para 25 dias"
    someone.open("/check").submit({"okr": okr, "cycle": "T2"}, holding="okr")
    assert someone.sees("Vários objetivos numa frase só")
    assert someone.sees("“de 40 para 25 dias” diz de onde sai e aonde chega.")
    someone.follow("About this flaw")
    assert someone.sees("Em vez disso.")


def test_nothing_is_answered_with_a_sentence_beside_the_field(someone: Visitor) -> None:
    someone.open("/check").submit({"okr": "  "}, holding="okr", status=422)
    assert someone.sees("Paste or type an Objective and its key results.")


def test_more_than_the_critic_reads_is_refused_and_kept(someone: Visitor) -> None:
    many = "A\n" + "Wait from 9 to 5\n" * 21
    someone.open("/check").submit({"okr": many}, holding="okr", status=422)
    assert someone.sees("The critic reads at most 20 key results")
    assert someone.page.forms[0].values()["okr"] == [many]


def test_a_flood_of_questions_is_stopped_with_a_page(someone: Visitor) -> None:
    form = someone.open("/check").form(holding="okr")
    answers = [
        someone.client.post("/check", base_url=someone.base, data={**form.values(), "okr": "A"}).status_code
        for _ in range(61)
    ]
    assert answers[:60] == [200] * 60
    assert answers[60] == 429
