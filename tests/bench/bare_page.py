"""The page others are measured against: what Streamlit and plotly cost by themselves. Run by the bench, never imported."""

import plotly.graph_objects as go
import streamlit as st

st.plotly_chart(go.Figure(go.Bar(x=["a", "b", "c"], y=[1, 3, 2])))
