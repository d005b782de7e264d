from surveys.forms.call import CallEndForm
from surveys.forms.design import DesignForm, PopulationForm

__all__ = ["CallEndForm", "DesignForm", "PopulationForm"]
