"""How far apart the answers of each stratum are expected to lie, for Neyman's allocation."""

from django import forms

LARGEST_DEVIATION = 100


class DeviationsForm(forms.Form):
    """One number per stratum of `shares` (surveys.strata.Share); empty where nothing is known."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, shares, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = {f"stratum-{place}": share.key for place, share in enumerate(shares)}
        for name, share in zip(self.names, shares, strict=True):
            self.fields[name] = forms.FloatField(
                label=share.label,
                initial=share.deviation,
                min_value=0.01,
                max_value=LARGEST_DEVIATION,
                required=False,
                widget=forms.NumberInput({"step": "0.01", "inputmode": "decimal"}),
            )

    @property
    def deviations(self):
        """{stratum: standard deviation}"""
        given = {key: self.cleaned_data[name] for name, key in self.names.items()}
        return {key: deviation for key, deviation in given.items() if deviation}
