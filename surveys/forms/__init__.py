from surveys.forms.call import CallEndForm, OtherContactForm
from surveys.forms.design import DesignForm, PopulationForm
from surveys.forms.deviations import DeviationsForm

__all__ = ["CallEndForm", "DesignForm", "DeviationsForm", "OtherContactForm", "PopulationForm"]
