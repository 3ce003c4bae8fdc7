"""What people see of the statistics: public pages, and the desk where prefectures file."""
